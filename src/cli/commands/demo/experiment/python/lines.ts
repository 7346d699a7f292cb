/** In which line of its file each field is, by its path. */
export type Lines = Readonly<Record<string, number>>;

/** The line of the field that a message begins with, or of the nearest one around it; null where none is known. */
export function lineOf(message: string, lines: Lines): number | null {
  const around = Object.keys(lines).filter((path) => isAt(message, path));
  const nearest = around.toSorted((a, b) => b.length - a.length)[0];
  return nearest === undefined ? null : (lines[nearest] ?? null);
}

function isAt(message: string, path: string): boolean {
  return message.startsWith(path) && !/^\w/.test(message.slice(path.length));
}
