import { Chalk, type ChalkInstance } from 'chalk';
import { ASCII, type Glyphs, toAscii, UNICODE } from './glyphs.ts';

/** How to write on one stream: its colours, its characters. */
export interface Palette {
  readonly color: ChalkInstance;
  readonly glyphs: Glyphs;
  /** A sentence in the characters that the stream can show. */
  text(sentence: string): string;
}

export function makePalette(options: { color: boolean; unicode: boolean }): Palette {
  return {
    color: new Chalk({ level: options.color ? 1 : 0 }),
    glyphs: options.unicode ? UNICODE : ASCII,
    text: options.unicode ? (sentence) => sentence : toAscii,
  };
}
