import type { ShownOutcome } from '../document/outcome.ts';

/** The characters that we draw with: plain ASCII where the locale is not UTF-8. */
export interface Glyphs {
  readonly full: string;
  readonly waiting: string;
  readonly blocked: string;
  readonly empty: string;
  readonly marks: Readonly<Record<ShownOutcome, string>>;
  readonly bullet: string;
  readonly dot: string;
  /** The corners and edges of a box: top left, top right, bottom left, bottom right, across, down. */
  readonly box: readonly [string, string, string, string, string, string];
  /** In a chart: where the true value may lie, a value to compare with, and that it goes on beyond the chart. */
  readonly chart: { readonly interval: string; readonly reference: string; readonly beyond: string };
  readonly cpu: { readonly usable: string; readonly barred: string; readonly offline: string };
}

export const UNICODE: Glyphs = {
  full: '█',
  waiting: '▒',
  blocked: '·',
  empty: '░',
  marks: { holds: '✔', fails: '✘', pass: '✔', fail: '✘', inconclusive: '?', skipped: '-' },
  bullet: '▸',
  dot: '·',
  box: ['┌', '┐', '└', '┘', '─', '│'],
  chart: { interval: '▒', reference: '│', beyond: '▸' },
  cpu: { usable: '●', barred: '○', offline: '×' },
};

export const ASCII: Glyphs = {
  full: '#',
  waiting: '+',
  blocked: '.',
  empty: '-',
  marks: { holds: 'v', fails: 'x', pass: 'v', fail: 'x', inconclusive: '?', skipped: '-' },
  bullet: '>',
  dot: '-',
  box: ['+', '+', '+', '+', '-', '|'],
  chart: { interval: '+', reference: '|', beyond: '>' },
  cpu: { usable: '*', barred: 'o', offline: 'x' },
};

/** What our own sentences and pictures use beyond ASCII. */
const TO_ASCII: Readonly<Record<string, string>> = {
  '’': "'",
  '“': '"',
  '”': '"',
  '→': '->',
  '×': 'x',
  '÷': '/',
  '±': '+/-',
  '≥': '>=',
  '≤': '<=',
  '·': '-',
  '…': '...',
  '█': '#',
  '▒': '+',
  '░': ':',
  '●': '*',
  '○': 'o',
  '▸': '>',
  '◂': '<',
  '▴': '^',
  '▾': 'v',
  '─': '-',
  '│': '|',
  ...Object.fromEntries(Array.from('┌┐└┘├┤┬┴┼', (corner) => [corner, '+'])),
};

/** A sentence in ASCII alone; what has no likeness there becomes a question mark. */
export function toAscii(sentence: string): string {
  return sentence.replace(/[^\u0000-\u007f]/gu, (character) => TO_ASCII[character] ?? '?');
}
