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

export const UNICODE: Glyphs = {
  full: '█',
  waiting: '▒',
  blocked: '·',
  empty: '░',
  marks: { holds: '✔', fails: '✘', inconclusive: '?', skipped: '-' },
  bullet: '▸',
  dot: '·',
};

export const ASCII: Glyphs = {
  full: '#',
  waiting: '+',
  blocked: '.',
  empty: '-',
  marks: { holds: 'v', fails: 'x', inconclusive: '?', skipped: '-' },
  bullet: '>',
  dot: '-',
};

/** What our own sentences use beyond ASCII. */
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

/** A sentence in ASCII alone; what has no likeness there becomes a question mark. */
export function toAscii(sentence: string): string {
  return sentence.replace(/[^\u0000-\u007f]/g, (character) => TO_ASCII[character] ?? '?');
}
