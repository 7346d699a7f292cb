import type { Warning } from '../../model/warning.ts';
import { unknownNotes } from '../words/figures.ts';
import { type ShownOutcome, TONES, type Tone } from './outcome.ts';
import type { Cell, Group, Paragraph, Section, Table, TableColumn, Verdict } from './section.ts';

/** A column, and what it says of a row. */
export interface FigureColumn<Row> extends TableColumn {
  readonly cell: (row: Row) => Cell;
}

/** `HOLDS`, and why. */
export function verdict(outcome: ShownOutcome, because: string): Verdict {
  return { kind: 'verdict', outcome, tone: TONES[outcome], lead: outcome.toUpperCase(), because };
}

/** An answer that neither holds nor fails. */
export function answer(lead: string, because: string, tone: Tone = 'plain'): Verdict {
  return { kind: 'verdict', outcome: null, tone, lead, because };
}

export function paragraph(text: string, lead: string | null = null): Paragraph {
  return { kind: 'paragraph', lead, text, tone: 'plain' };
}

export function note(text: string): Paragraph {
  return { kind: 'paragraph', lead: null, text, tone: 'note' };
}

/** Rows under titles, and what explains them; nothing where there is no row. */
export function tableOf<Row>(
  title: string,
  columns: readonly FigureColumn<Row>[],
  rows: readonly Row[],
  { note = '', ...special }: Partial<Pick<Table, 'note' | 'short' | 'isTitled'>> = {},
): Table[] {
  if (rows.length === 0) return [];
  const cells = rows.map((row) => columns.map(({ cell }) => cell(row)));
  const words = cells.flat().filter((cell) => typeof cell === 'string');
  const explained = [note, ...unknownNotes(words)].filter((one) => one !== '').join(' ');
  const titles = columns.map(({ cell: _, ...column }) => column);
  return [
    {
      kind: 'table',
      title,
      columns: titles,
      rows: cells,
      note: explained,
      short: null,
      isTitled: false,
      ...special,
    },
  ];
}

/** Sections under a heading; nothing where there is none. */
export function group(
  title: string,
  sections: readonly Section[],
  special: Partial<Pick<Group, 'isFolded' | 'isForPages' | 'id'>> = {},
): Group[] {
  if (sections.length === 0) return [];
  return [{ kind: 'group', title, isFolded: false, isForPages: false, id: null, sections, ...special }];
}

/** Leaves out columns that no row has anything for: threads share their memory, so they have no Pss of their own. */
export function withoutEmpty<Row>(
  columns: readonly FigureColumn<Row>[],
  rows: readonly Row[],
): FigureColumn<Row>[] {
  return columns.filter(({ cell }) => rows.some((row) => cell(row) !== ''));
}

/** `not pinned: taskset is not in PATH. Install util-linux.` */
export function warningText({ message, hint }: Warning): string {
  return `${message}.${hint === null ? '' : ` ${hint}`}`;
}
