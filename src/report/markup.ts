/** A Markdown table, a line each. */
export function markdownTable(titles: readonly string[], cells: readonly (readonly string[])[]): string[] {
  const line = (row: readonly string[]) => `| ${row.map(escapeMarkup).join(' | ')} |`;
  return [line(titles), `|${titles.map(() => '---').join('|')}|`, ...cells.map(line)];
}

/** Keeps data from being read as markup. */
export function escapeMarkup(text: string): string {
  return text.replace(/[\\|<>&~*_`[\]]/g, (character) => `\\${character}`).replace(/[\r\n]+/g, ' ');
}
