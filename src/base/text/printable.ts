/**
 * What a terminal acts on, and what nobody sees: control characters, halves of characters, what turns the order of letters
 * round, what has no width. Line breaks and tabs are layout. Built when a text needs it: a literal looks into Unicode’s tables as
 * soon as its file is read, which takes most of a millisecond.
 */
const UNPRINTABLE = String.raw`[\u0000-\u0008\u000b-\u001f\u007f-\u009f\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\p{Noncharacter_Code_Point}\ufff9-\ufffb]`;
let unprintable: RegExp | null = null;

/** A text with something else in the place of each character that can’t be printed. */
export function replaceUnprintable(text: string, replacement: (character: string) => string): string {
  unprintable ??= new RegExp(UNPRINTABLE, 'gu');
  return text.replace(unprintable, replacement);
}

/**
 * Characters that are seen as they are, in one column each. Nearly every text has no others: nobody has to look into Unicode’s
 * tables for it.
 */
const ORDINARY = /^[ -~\u00a1-\u00ac\u00ae-\u02ff\u2010-\u2027\u2190-\u22ff\u2500-\u25fc]*$/;

/** Whether nothing in a text needs a closer look: no control character, nothing wide, nothing without width. */
export function isOrdinary(text: string): boolean {
  return ORDINARY.test(text);
}

/** Variation selectors choose the look of the character before them, and hide nothing. */
const HARMLESS = /[\ufe00-\ufe0f]/;

const SHORT: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };

/** A text in which all can be seen: `\x1b`, `\u202e`. Line breaks and tabs stay. */
export function printable(text: string): string {
  if (isOrdinary(text)) return text;
  return replaceUnprintable(text, (character) => (HARMLESS.test(character) ? character : escaped(character)));
}

/** The same for a name or a cell: a single line, whatever is in it. */
export function printableLine(text: string): string {
  return printable(text).replace(/[\n\t]/g, escaped);
}

function escaped(character: string): string {
  const code = character.codePointAt(0) as number;
  const hex = code.toString(16);
  if (code > 0xffff) return `\\u{${hex}}`;
  return SHORT[character] ?? (code > 0xff ? `\\u${hex.padStart(4, '0')}` : `\\x${hex.padStart(2, '0')}`);
}
