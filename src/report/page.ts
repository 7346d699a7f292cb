import { makePalette, type Palette } from './palette.ts';

/** Where the text goes. */
export interface Page {
  readonly palette: Palette;
  readonly width: number;
}

/** Plain text in a file is as wide as a page. */
export const FILE_PAGE: Page = { palette: makePalette({ color: false, unicode: true }), width: 100 };
