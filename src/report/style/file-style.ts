import type { OutputStyle } from './output-style.ts';
import { makePalette, NO_COLORS } from './palette.ts';

/** Plain text in a file is as wide as a page. */
export function fileStyle(): OutputStyle {
  return { palette: makePalette({ color: NO_COLORS, unicode: true }), width: 100 };
}
