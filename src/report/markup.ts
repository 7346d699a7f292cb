/** A Markdown table, a line each. */
export function markdownTable(titles: readonly string[], cells: readonly (readonly string[])[]): string[] {
  const line = (row: readonly string[]) => `| ${row.map(escapeMarkup).join(' | ')} |`;
  return [line(titles), `|${titles.map(() => '---').join('|')}|`, ...cells.map(line)];
}

/** Keeps data from being read as markup. */
export function escapeMarkup(text: string): string {
  return text.replace(/[\\|<>&~*_`[\]]/g, (character) => `\\${character}`).replace(/[\r\n]+/g, ' ');
}

/** An AsciiDoc table, a row on each line. */
export function asciidocTable(titles: readonly string[], cells: readonly (readonly string[])[]): string[] {
  const line = (row: readonly string[]) => row.map((cell) => `| ${escapeAsciidoc(cell)}`.trimEnd()).join(' ');
  return ['[%header%autowidth]', '|===', line(titles), '', ...cells.map(line), '|==='];
}

/**
 * Keeps data from being read as AsciiDoc. A backslash escapes there only where something would be markup, and shows
 * everywhere else, so each character becomes a numeric reference, which AsciiDoc always leaves as it is.
 * https://docs.asciidoctor.org/asciidoc/latest/subs/replacements/
 */
export function escapeAsciidoc(text: string): string {
  return text
    .replace(/[\\|*_`#+^~<>&{}[\]@"']|:(?=[:/])|-(?=-)|\.(?=\.)|\((?=C\)|R\)|TM\)|\()/g, (character) => {
      return `&#${character.charCodeAt(0)};`;
    })
    .replace(/[\r\n]+/g, ' ');
}
