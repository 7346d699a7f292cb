import type { Page } from './page.ts';
import { makePalette } from './palette.ts';

/** Plain text in a file is as wide as a page. */
export function filePage(): Page {
  return { palette: makePalette({ color: false, unicode: true }), width: 100 };
}
