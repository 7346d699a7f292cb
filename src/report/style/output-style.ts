import type { Palette } from './palette.ts';

/** Where the text goes. */
export interface OutputStyle {
  readonly palette: Palette;
  readonly width: number;
}
