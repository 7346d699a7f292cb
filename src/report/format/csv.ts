import type { RecordCell, ReportDocument } from '../document/document.ts';

/** The records behind a report, one a row. */
export function csv({ records }: ReportDocument): string {
  return toCsv([records.columns, ...records.rows]);
}

/** Rows as RFC 4180 has them. */
export function toCsv(rows: readonly (readonly RecordCell[])[]): string {
  return rows.map((row) => `${row.map(escapeCell).join(',')}\r\n`).join('');
}

function escapeCell(cell: RecordCell): string {
  const text = cell === null ? '' : `${cell}`;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
