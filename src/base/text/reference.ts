/** A character as XML, HTML and AsciiDoc write it where it would be markup: `&#60;`. */
export function reference(character: string): string {
  return `&#${character.codePointAt(0)};`;
}
