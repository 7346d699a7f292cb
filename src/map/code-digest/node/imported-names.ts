/** Blanks and comments, which may stand between any two words. */
const SPACE = String.raw`(?:\s|/\*[\s\S]*?\*/|//[^\n]*\n)*`;
const TEXT = String.raw`(["'${'`'}])((?:(?!\1)[^\\\n])+)\1`;
const IMPORT = new RegExp(String.raw`\b(?:(?:import|require)${SPACE}\(|import|from)${SPACE}${TEXT}`, 'g');

/** Where nothing but a comment can begin: elsewhere a `//` may be a part of a text. */
const COMMENT = /^[ \t]*(?:\/\/.*|\/\*[\s\S]*?\*\/)/gm;

/**
 * What a module imports, or requires, by a name that it writes: of JavaScript and TypeScript alike, so by their text and not by
 * their grammar. One in a text is found as well, and belongs to the code if such a file is there.
 */
export function importedNames(source: string): string[] {
  return Array.from(source.replace(COMMENT, '').matchAll(IMPORT), ([, , name]) => name as string);
}
