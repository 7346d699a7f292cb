/** Null, for unknown, becomes empty. */
export type Cell = string | number | boolean | null;

/** Rows as RFC 4180 has them. */
export function toCsv(rows: readonly (readonly Cell[])[]): string {
  return rows.map((row) => `${row.map(escapeCell).join(',')}\r\n`).join('');
}

function escapeCell(cell: Cell): string {
  const text = cell === null ? '' : `${cell}`;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
