import type { Page } from './page.ts';
import { makePalette, NO_COLORS } from './palette.ts';

/** Plain text in a file is as wide as a page. */
export function filePage(): Page {
  return { palette: makePalette({ color: NO_COLORS, unicode: true }), width: 100 };
}
