import { type Column, NARROWEST_WRAP, table } from './layout.ts';
import type { Page } from './page.ts';
import { unknownNotes } from './ratio.ts';
import { noteLines } from './text/notes.ts';

/** A column, and what it says of a row. */
export interface FigureColumn<Row> extends Column {
  readonly cell: (row: Row) => string;
}

/**
 * A table; where it is too wide for the page, several below each other, each beginning with the first column. So
 * figures stay in columns, one below the other, as long as the page has room for two of them.
 */
export function figureTables<Row>(
  columns: readonly FigureColumn<Row>[],
  rows: readonly Row[],
  page: Page,
): string[] {
  const { palette, width } = page;
  const groups = groupsOf(columns, rows, page);
  const isStacked = groups === null;
  return (groups ?? [columns]).flatMap((group, index) => {
    const cells = rows.map((row) => group.map(({ cell }) => palette.text(cell(row))));
    const titled = group.map((column) => ({ ...column, title: palette.text(column.title) }));
    const lines = table(titled, cells, width).map((line, at) =>
      at === 0 && !isStacked ? palette.color.cyan(line) : line,
    );
    return index === 0 ? lines : ['', ...lines];
  });
}

/** The same with what explains its figures below it. */
export function explainedTables<Row>(
  columns: readonly FigureColumn<Row>[],
  rows: readonly Row[],
  note: string,
  page: Page,
): string[] {
  const lines = figureTables(columns, rows, page);
  // Below several tables it belongs to all of them.
  return [
    ...lines,
    ...(lines.includes('') ? [''] : []),
    ...noteLines(explanation(columns, rows, note), page),
  ];
}

/** What is said of all figures, and of those that aren't known. */
export function explanation<Row>(
  columns: readonly FigureColumn<Row>[],
  rows: readonly Row[],
  note: string,
): string {
  const cells = rows.flatMap((row) => columns.map(({ cell }) => cell(row)));
  return [note, ...unknownNotes(cells)].filter((one) => one !== '').join(' ');
}

/** Whether all columns stand beside each other. */
export function isOneTable<Row>(
  columns: readonly FigureColumn<Row>[],
  rows: readonly Row[],
  page: Page,
): boolean {
  return groupsOf(columns, rows, page)?.length === 1;
}

/** Which columns stand together; null where not even two fit beside each other. */
function groupsOf<Row>(
  columns: readonly FigureColumn<Row>[],
  rows: readonly Row[],
  { palette, width }: Page,
): FigureColumn<Row>[][] | null {
  const needs = ({ title, cell, wraps }: FigureColumn<Row>) => {
    const longest = Math.max(...[title, ...rows.map(cell)].map((text) => palette.text(text).length));
    return wraps === true ? Math.min(longest, NARROWEST_WRAP) : longest;
  };
  const [key, ...others] = columns;
  if (key === undefined) return [];
  const groups: FigureColumn<Row>[][] = [];
  let left = 0;
  for (const column of others) {
    const needed = needs(column) + 2;
    if (groups.length === 0 || needed > left) {
      left = width - needs(key);
      if (needed > left) return null;
      groups.push([key]);
    }
    groups.at(-1)?.push(column);
    left -= needed;
  }
  return groups.length === 0 ? [[key]] : groups;
}
