import { closest } from '../../../../../base/errors/suggest.ts';

/** In which line of its file each field is, by its path as Python has it: `trials["two threads"]["workers"]`. */
export type Lines = Readonly<Record<string, number>>;

/** The line of the field that a message begins with, or of the nearest one around it; null where none is known. */
export function lineOf(message: string, lines: Lines): number | null {
  const around = Object.keys(lines).filter((path) => beginsWith(message, path));
  const nearest = around.toSorted((a, b) => b.length - a.length)[0];
  return nearest === undefined ? null : (lines[nearest] ?? null);
}

function beginsWith(message: string, path: string): boolean {
  const [whole, start] = [inBrackets(message), inBrackets(path)];
  return whole.startsWith(start) && !/^\w/.test(whole.slice(start.length));
}

function inBrackets(path: string): string {
  return path.replace(/\.(\w+)/g, '["$1"]');
}

/** What to do about a missing field: the file may have one that is much like it. */
export function misspelt(message: string, lines: Lines): string | null {
  const [, missing] = /^(\w+) must be .*\(it is missing\)$/.exec(message) ?? [];
  const meant = missing === undefined ? null : closest(missing, Object.keys(lines));
  return meant === null ? null : `Line ${lines[meant]} has ${meant}: rename it to ${missing}.`;
}
