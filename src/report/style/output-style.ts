import { ASCII, type Glyphs, toAscii, UNICODE } from './glyphs.ts';

/** Where the text goes. */
export interface OutputStyle {
  readonly palette: Palette;
  readonly width: number;
}

type Paint = (text: string) => string;

/** The colours that we write with. */
export type Colors = Readonly<Record<'bold' | 'dim' | 'red' | 'green' | 'yellow' | 'cyan', Paint>>;

const asItIs: Paint = (text) => text;

/** None at all: for files, pipes and those who want none. */
export const NO_COLORS: Colors = {
  bold: asItIs,
  dim: asItIs,
  red: asItIs,
  green: asItIs,
  yellow: asItIs,
  cyan: asItIs,
};

/** How to write on one stream: its colours, its characters. */
export interface Palette {
  readonly color: Colors;
  readonly glyphs: Glyphs;
  /** A sentence in the characters that the stream can show. */
  text(sentence: string): string;
}

export function makePalette({ color, unicode }: { color: Colors; unicode: boolean }): Palette {
  return { color, glyphs: unicode ? UNICODE : ASCII, text: unicode ? asItIs : toAscii };
}

/** Plain text in a file is as wide as a page. */
export function fileStyle(): OutputStyle {
  return { palette: makePalette({ color: NO_COLORS, unicode: true }), width: 100 };
}
