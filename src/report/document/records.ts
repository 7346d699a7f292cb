import type { RecordCell, Records } from './document.ts';

/** Each column's name with where its value comes from. */
export type RecordColumns<Row> = Readonly<Record<string, (row: Row) => RecordCell>>;

/** The records that such columns make of rows. */
export function recordsOf<Row>(columns: RecordColumns<Row>, rows: readonly Row[]): Records {
  const cells = Object.values(columns);
  return { columns: Object.keys(columns), rows: rows.map((row) => cells.map((cell) => cell(row))) };
}
