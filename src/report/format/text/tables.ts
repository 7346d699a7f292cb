import type { Cell, Table, TableColumn } from '../../document/section.ts';
import { widestOf } from '../../style/display-width.ts';
import { NARROWEST_WRAP, table } from '../../style/layout.ts';
import type { OutputStyle } from '../../style/output-style.ts';
import { wordsOf } from '../cells.ts';
import { noteLines } from './notes.ts';

type Rows = readonly (readonly string[])[];

/**
 * A table with what explains it; where it is too wide for the page, several below each other, each beginning with the
 * first column. So figures stay in columns, one below the other, as long as the page has room for two of them.
 * What is drawn as a bar stands elsewhere.
 */
export function tableLines(whole: Table, style: OutputStyle): string[] {
  const { palette, width } = style;
  const shown = whole.columns.flatMap((_, index) => (isDrawn(whole, index) ? [] : [index]));
  const columns = shown.map((index) => whole.columns[index] as TableColumn);
  const kept = whole.rows.slice(0, whole.short?.rows);
  const rows = kept.map((row) => shown.map((index) => palette.line(cellText(row[index] ?? '', style))));
  const lines = figureLines(columns, rows, style);
  const rest = whole.short === null ? [] : noteLines(whole.short.rest, style);
  // Below several tables a note belongs to all of them.
  const gap = lines.includes('') && whole.note !== '' ? [''] : [];
  return [...lines, ...rest, ...gap, ...(whole.note === '' ? [] : noteLines(whole.note, { palette, width }))];
}

function isDrawn({ columns, rows }: Table, index: number): boolean {
  if (columns[index]?.isForPages === true) return true;
  return rows.some((row) => typeof row[index] === 'object' && 'split' in (row[index] as object));
}

function cellText(cell: Cell, { palette }: OutputStyle): string {
  if (typeof cell === 'object' && 'outcome' in cell) {
    return `${palette.glyphs.marks[cell.outcome]} ${cell.outcome}`;
  }
  return wordsOf(cell);
}

function figureLines(columns: readonly TableColumn[], rows: Rows, { palette, width }: OutputStyle): string[] {
  if (columns.length === 0) return [];
  const titled = columns.map((column) => ({ ...column, title: palette.line(column.title) }));
  const groups = groupsOf(titled, rows, width);
  const isStacked = groups === null;
  return (groups ?? [titled.map((_, index) => index)]).flatMap((group, index) => {
    const lines = table(
      group.map((column) => titled[column] as TableColumn),
      rows.map((row) => group.map((column) => row[column] ?? '')),
      width,
    ).map((line, at) => (at === 0 && !isStacked ? palette.color.cyan(line) : line));
    return index === 0 ? lines : ['', ...lines];
  });
}

/** Which columns stand together, by their numbers; null where not even two fit beside each other. */
function groupsOf(columns: readonly TableColumn[], rows: Rows, width: number): number[][] | null {
  const needs = columns.map(({ title, wraps }, index) => {
    const longest = widestOf([title, ...rows.map((row) => row[index] ?? '')]);
    return wraps === true ? Math.min(longest, NARROWEST_WRAP) : longest;
  });
  const [key = 0, ...others] = needs;
  const groups: number[][] = [];
  let left = 0;
  for (const [index, need] of others.entries()) {
    if (groups.length === 0 || need + 2 > left) {
      left = width - key;
      if (need + 2 > left) return null;
      groups.push([0]);
    }
    groups.at(-1)?.push(index + 1);
    left -= need + 2;
  }
  return groups.length === 0 ? [[0]] : groups;
}
