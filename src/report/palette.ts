import { Chalk, type ChalkInstance } from 'chalk';
import type { Outcome } from '../model/scenario.ts';

/** The characters that we draw with: plain ASCII where the locale is not UTF-8. */
export interface Glyphs {
  readonly full: string;
  readonly waiting: string;
  readonly blocked: string;
  readonly empty: string;
  readonly marks: Readonly<Record<Outcome | 'skipped', string>>;
  readonly bullet: string;
  readonly dot: string;
}

const UNICODE: Glyphs = {
  full: '█',
  waiting: '▒',
  blocked: '·',
  empty: '░',
  marks: { holds: '✔', fails: '✘', inconclusive: '?', skipped: '-' },
  bullet: '▸',
  dot: '·',
};

const ASCII: Glyphs = {
  full: '#',
  waiting: '+',
  blocked: '.',
  empty: '-',
  marks: { holds: 'v', fails: 'x', inconclusive: '?', skipped: '-' },
  bullet: '>',
  dot: '-',
};

/** Replaces what our own sentences use beyond ASCII. */
const TO_ASCII: Readonly<Record<string, string>> = {
  '’': "'",
  '“': '"',
  '”': '"',
  '→': '->',
  '×': 'x',
  '≥': '>=',
  '≤': '<=',
  '·': '-',
  '…': '...',
};

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
    text: options.unicode
      ? (sentence) => sentence
      : (sentence) => sentence.replace(/[^\u0000-\u007f]/g, (character) => TO_ASCII[character] ?? '?'),
  };
}
