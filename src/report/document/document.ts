import type { DocumentHead } from '../../model/documents/report.ts';
import type { Section } from './section.ts';

/** A value of a row that programs read; null, for unknown, becomes empty. */
export type RecordCell = string | number | boolean | null;

/** The raw rows behind a report: what a spreadsheet or a data frame wants. */
export interface Records {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly RecordCell[])[];
}

/** A report as parts that every format renders: facts and words are chosen here, marks and layout there. */
export interface ReportDocument {
  readonly report: DocumentHead<string>;
  /** As it is typed behind `concur`: `demo`. */
  readonly command: string;
  readonly title: string;
  /** What was asked, and of whom, below the title. */
  readonly lead: readonly string[];
  /** The verdict first, then tables, then details. */
  readonly sections: readonly Section[];
  /** The answer in one line. */
  readonly line: string;
  /** The headline figures by name, for CI servers; null where unknown. */
  readonly outputs: Readonly<Record<string, string | number | null>>;
  /** What an environment may have of them, by name; absent where nothing is to be had. */
  readonly variables?: Readonly<Record<string, string>>;
  readonly records: Records;
  /** How long what ran took, in seconds, where none of its cases says so. */
  readonly seconds?: number;
}

/** How much of a report its reader wants to see. */
export interface Shown {
  /** Each thread in a row of its own, however alike they are. */
  readonly allThreads: boolean;
  /** Also what a busy reader passes over: outliers, secondary figures, how it was asked. */
  readonly details: boolean;
}

/** What a terminal shows unless more is asked for. */
export const SHORT: Shown = { allThreads: false, details: false };
/** What a page shows: it has the room. */
export const WHOLE: Shown = { allThreads: false, details: true };

/** Each column's name with where its value comes from. */
export type RecordColumns<Row> = Readonly<Record<string, (row: Row) => RecordCell>>;

/** The records that such columns make of rows. */
export function recordsOf<Row>(columns: RecordColumns<Row>, rows: readonly Row[]): Records {
  const cells = Object.values(columns);
  return { columns: Object.keys(columns), rows: rows.map((row) => cells.map((cell) => cell(row))) };
}
