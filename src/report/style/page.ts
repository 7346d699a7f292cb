import type { Palette } from './palette.ts';

/** Where the text goes. */
export interface Page {
  readonly palette: Palette;
  readonly width: number;
}
