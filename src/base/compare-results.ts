import { canonicalText } from './canonical.ts';

/** As many characters of a text are shown, and so many of them before the place in question. */
const SHOWN = 120;
const BEFORE = 40;

/** A longer text, in bytes, counts by its beginning and a digest of all of it: so it comes from Python as well. */
const LONGEST = 20_000;
const BEGINNING = 200;

/** Two rows of results first differ here. A text is shortened to the place where it differs. */
export interface Difference {
  readonly index: number;
  readonly a: string;
  readonly b: string;
}

/** 16 hexadecimal digits (the first 64 bits of a SHA-256) that are equal for equal results in the same order. */
export function digestOf(results: readonly unknown[]): string {
  // Loading it takes some milliseconds, which only those who need it shall pay for.
  const hash = process.getBuiltinModule('node:crypto').createHash('sha256');
  // No canonical text has a line break: strings are written with escapes.
  for (const result of results) hash.update(comparable(canonicalText(result))).update('\n');
  return hash.digest('hex').slice(0, 16);
}

/** Where two rows of results first differ, or null. */
export function firstDifference(a: readonly unknown[], b: readonly unknown[]): Difference | null {
  for (let index = 0; index < Math.max(a.length, b.length); index++) {
    // Most results are numbers, and most are equal: those need no text.
    if (index < a.length && index < b.length && Object.is(a[index], b[index])) continue;
    const [textA, textB] = [textAt(a, index), textAt(b, index)];
    if (textA === textB || comparable(textA) === comparable(textB)) continue;
    const isLong = Math.max(textA.length, textB.length) > SHOWN;
    const from = isLong ? Math.max(0, firstMismatch(textA, textB) - BEFORE) : 0;
    return { index, a: shortened(textA, from), b: shortened(textB, from) };
  }
  return null;
}

/** `src/engine/python/concur_text.py` shortens in the same way. */
function comparable(text: string): string {
  const bytes = text.length > LONGEST / 3 ? Buffer.byteLength(text) : 0;
  if (bytes <= LONGEST) return text;
  const hash = process.getBuiltinModule('node:crypto').createHash('sha256').update(text).digest('hex');
  const beginning = [...text.slice(0, 2 * BEGINNING)].slice(0, BEGINNING).join('');
  return `${beginning}… (${bytes} in all, sha256 ${hash.slice(0, 16)})`;
}

function textAt(results: readonly unknown[], index: number): string {
  return index < results.length ? canonicalText(results[index]) : 'nothing';
}

function firstMismatch(a: string, b: string): number {
  let at = 0;
  while (at < a.length && a[at] === b[at]) at++;
  return at;
}

function shortened(text: string, from: number): string {
  const end = from + SHOWN;
  return `${from > 0 ? '…' : ''}${text.slice(from, end)}${text.length > end ? '…' : ''}`;
}
