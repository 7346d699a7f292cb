import type { Warning } from '../../model/warning.ts';
import { explanation, type FigureColumn } from '../figure-tables.ts';

/** A part of a report that goes into a page: the same parts, whatever the page is marked up with. */
export type Block =
  | { readonly kind: 'heading'; readonly text: string }
  /** Words, the first of them stressed where there is a lead. */
  | { readonly kind: 'paragraph'; readonly lead: string | null; readonly text: string }
  | {
      readonly kind: 'table';
      readonly titles: readonly string[];
      readonly rows: readonly (readonly string[])[];
    }
  | { readonly kind: 'warning'; readonly text: string };

export type Article = readonly Block[];

export function heading(text: string): Block {
  return { kind: 'heading', text };
}

export function paragraph(text: string, lead: string | null = null): Block {
  return { kind: 'paragraph', lead, text };
}

/** Rows under titles, and what explains them; nothing where there is no row. */
export function tableOf<Row>(
  columns: readonly FigureColumn<Row>[],
  rows: readonly Row[],
  note = '',
): Block[] {
  if (rows.length === 0) return [];
  const titles = columns.map(({ title }) => title);
  const cells = rows.map((row) => columns.map(({ cell }) => cell(row)));
  const explained = explanation(columns, rows, note);
  return [{ kind: 'table', titles, rows: cells }, ...(explained === '' ? [] : [paragraph(explained)])];
}

export function warningBlock({ message, hint }: Warning): Block {
  return { kind: 'warning', text: hint === null ? message : `${message}. ${hint}` };
}
