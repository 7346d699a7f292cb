/** Groups of lines with an empty line between them; those that have nothing to say leave none. */
export function sections(groups: readonly (readonly string[])[]): string {
  return groups
    .filter((lines) => lines.length > 0)
    .map((lines) => `${lines.join('\n')}\n`)
    .join('\n');
}
