import { withoutCommands } from '../../base/text/commands.ts';
import { printableLine } from '../../base/text/printable.ts';
import type { RecordCell, ReportDocument } from '../document/document.ts';

/** The records behind a report, one a row. */
export function csv({ records }: ReportDocument): string {
  return toCsv([records.columns, ...records.rows]);
}

/** Rows as RFC 4180 has them. */
export function toCsv(rows: readonly (readonly RecordCell[])[]): string {
  return rows.map((row) => `${row.map(escapeCell).join(',')}\r\n`).join('');
}

/** What a spreadsheet would calculate, and so run, if a text began with it. Figures of ours are no texts. */
const FORMULA = /^(?:\s*[=+\-@＝＋－＠]|[\t\r])/;

function escapeCell(cell: RecordCell): string {
  const text = typeof cell === 'string' ? cellText(cell) : `${cell ?? ''}`;
  return /[",]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** A row is a line, for every program that reads lines; an apostrophe tells a spreadsheet that this is a text. */
function cellText(text: string): string {
  return withoutCommands(`${FORMULA.test(text) ? "'" : ''}${printableLine(text)}`);
}
