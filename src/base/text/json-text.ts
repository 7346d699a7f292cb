import { replaceUnprintable } from './printable.ts';

/** What a CI server takes for the begin of a command: see commands.ts. Outside of texts JSON has no `#`. */
const COMMAND = /(##\w*)\[/g;

/** A value as JSON that can be printed anywhere. Whoever reads it gets the same value. */
export function jsonText(value: unknown, indent?: number): string {
  return printableJson(JSON.stringify(value, null, indent));
}

/** JSON, or lines of it, as it can be printed anywhere: its values stay the same. */
export function printableJson(json: string): string {
  return replaceUnprintable(json, jsonEscape).replace(COMMAND, (_, start: string) => start + jsonEscape('['));
}

/** `\u202e`: two of them for a character beyond U+FFFF. */
export function jsonEscape(character: string): string {
  const codes = Array.from({ length: character.length }, (_, index) => character.charCodeAt(index));
  return codes.map((code) => `\\u${code.toString(16).padStart(4, '0')}`).join('');
}
