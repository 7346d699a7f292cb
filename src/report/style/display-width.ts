import { isOrdinary } from '../../base/text/printable.ts';

/** Two columns wide: W and F in Unicode’s EastAsianWidth.txt, and pictures. Two halves of a flag make up one picture. */
const WIDE = String.raw`(?![\u{1f1e6}-\u{1f1ff}])[\p{Emoji_Presentation}\u1100-\u115f\u2329\u232a\u2e80-\u303e\u3041-\u4dbf\u4e00-\ua4c6\ua960-\ua97c\uac00-\ud7a3\uf900-\ufaff\ufe10-\ufe19\ufe30-\ufe6b\uff01-\uff60\uffe0-\uffe6\u{16fe0}-\u{18cff}\u{1aff0}-\u{1b2fb}\u{1f200}-\u{1f265}\u{20000}-\u{3fffd}]`;
/** What is drawn onto the character before it. */
const COMBINING = String.raw`[\p{Mn}\p{Me}\u1160-\u11ff]`;
/** Built when a character needs it, as in printable.ts. */
let expressions: { readonly wide: RegExp; readonly combining: RegExp } | null = null;

/** No stop is further away than that. */
const WIDEST_TAB = 8;

/** How many columns of a terminal a text takes, in a line of its own. What isn’t printable counts as if it were. */
export function displayWidth(text: string): number {
  if (isOrdinary(text)) return text.length;
  let columns = 0;
  for (const character of text) columns += widthOf(character);
  return columns;
}

/** The columns that the widest of some texts takes. */
export function widestOf(texts: readonly string[]): number {
  return texts.reduce((widest, text) => Math.max(widest, displayWidth(text)), 0);
}

export function padEnd(text: string, columns: number): string {
  return text + blanks(text, columns);
}

export function padStart(text: string, columns: number): string {
  return blanks(text, columns) + text;
}

/** As much of a text as fits: no character is cut in two. */
export function cut(text: string, columns: number): string {
  if (isOrdinary(text)) return text.slice(0, Math.max(0, columns));
  let left = columns;
  let end = 0;
  for (const character of text) {
    left -= widthOf(character);
    if (left < 0) break;
    end += character.length;
  }
  return text.slice(0, end);
}

function blanks(text: string, columns: number): string {
  return ' '.repeat(Math.max(0, columns - displayWidth(text)));
}

function widthOf(character: string): number {
  if (isOrdinary(character)) return 1;
  if (character === '\t') return WIDEST_TAB;
  expressions ??= { wide: new RegExp(WIDE, 'u'), combining: new RegExp(COMBINING, 'u') };
  if (expressions.wide.test(character)) return 2;
  return expressions.combining.test(character) ? 0 : 1;
}
