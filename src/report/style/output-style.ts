import { withoutCommands } from '../../base/text/commands.ts';
import { printable, printableLine } from '../../base/text/printable.ts';
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
  /** A text from anywhere in the characters that the stream can show: no terminal and no CI server acts on it. */
  text(text: string): string;
  /** The same for a name or a cell: a single line, whatever is in it. */
  line(text: string): string;
}

export function makePalette({ color, unicode }: { color: Colors; unicode: boolean }): Palette {
  const spell = unicode ? asItIs : toAscii;
  return {
    color,
    glyphs: unicode ? UNICODE : ASCII,
    text: (text) => withoutCommands(spell(printable(text))),
    line: (text) => withoutCommands(spell(printableLine(text))),
  };
}

/** Plain text in a file is as wide as a page. */
export function fileStyle(): OutputStyle {
  return { palette: makePalette({ color: NO_COLORS, unicode: true }), width: 100 };
}
