import { formatNs } from '../../../../base/units.ts';
import type { WaitKind } from '../../../../model/waits.ts';
import type { Section, Table } from '../../../document/section.ts';
import { padEnd, widestOf } from '../../../style/display-width.ts';
import { wrap } from '../../../style/layout.ts';
import type { OutputStyle } from '../../../style/output-style.ts';
import { blockedCells, cellsOf, threePartBar } from '../../../style/three-part-bar.ts';
import { longestOf, type TimeSplit } from '../../../style/time-split.ts';
import { splitLegendWords } from '../../../words/split-legend.ts';
import { splitWords } from '../../cells.ts';

const BAR_CELLS = 20;
const SHORTEST_BAR = 8;

interface SplitRow {
  readonly label: string;
  readonly split: TimeSplit | null;
}

/** A bar for each row of a table that says where a thread's time went, all of them over one axis of time. */
export function splitLines(table: Table, style: OutputStyle): string[] {
  const rows = splitRows(table);
  const layout = layoutOf(rows, style);
  return [...rows.flatMap((row) => barLines(row, layout, style)), ...axisLines(layout, style)];
}

/** What the parts of these bars mean: of the letters, those that are in one of them. */
export function splitLegend(sections: readonly Section[], style: OutputStyle): string[] {
  const { palette, width } = style;
  const { plain, waits, unknown } = splitLegendWords(kindsDrawn(sections, style), palette.glyphs);
  const letters = waits.length === 0 ? [] : [`blocked in: ${waits.join('  ')}`];
  const legend = [...plain, ...letters, ...unknown].join('  ');
  return wrap(palette.text(legend), width).map((line) => palette.color.dim(line));
}

/** Whether bars are drawn somewhere in it. */
export function hasSplits(section: Section): boolean {
  return splitTables(section).length > 0;
}

function splitTables(section: Section): SplitRow[][] {
  if (section.kind === 'group') return section.isForPages ? [] : section.sections.flatMap(splitTables);
  const rows = section.kind === 'table' ? splitRows(section) : [];
  return rows.length === 0 ? [] : [rows];
}

/** The kinds of wait that have a cell in some bar; null where a cell is of none that is known. */
function kindsDrawn(sections: readonly Section[], style: OutputStyle): ReadonlySet<WaitKind | null> {
  const kinds = sections.flatMap(splitTables).flatMap((rows) => {
    const layout = layoutOf(rows, style);
    return rows.flatMap(({ split }) =>
      split === null
        ? []
        : blockedCells(split, cellsOf(split, lengthOf(split, layout))[2]).map(({ kind }) => kind),
    );
  });
  return new Set(kinds);
}

function splitRows({ rows, short }: Table): SplitRow[] {
  return rows
    .slice(0, short?.rows)
    .flatMap((row) => row.flatMap((cell) => (typeof cell === 'object' && 'split' in cell ? [cell] : [])));
}

/** How bars stand below each other. */
interface BarsLayout {
  readonly nameWidth: number;
  /** Of the longest bar. */
  readonly cells: number;
  readonly longestNs: number;
  /** Whether name, bar and shares have a line each. */
  readonly isStacked: boolean;
}

/** The widest bars for which there is room between names and shares; where that is next to none, each has a line of its own. */
function layoutOf(rows: readonly SplitRow[], { palette, width }: OutputStyle): BarsLayout {
  const nameWidth = widestOf(rows.map(({ label }) => palette.line(label))) + 2;
  const sharesWidth = widestOf(rows.map(({ split }) => palette.text(splitWords(split)))) + 2;
  const room = width - nameWidth - sharesWidth;
  const isStacked = room < SHORTEST_BAR;
  const longestNs = longestOf(rows.map(({ split }) => split));
  return { nameWidth, cells: Math.min(BAR_CELLS, isStacked ? width : room), longestNs, isStacked };
}

/** As long as its time: a cell is as much of it in every bar, and none is left out. */
function lengthOf({ wholeNs }: TimeSplit, { cells, longestNs }: BarsLayout): number {
  return Math.max(1, Math.round((cells * wholeNs) / longestNs));
}

/** `0      1.86 s`: where the bars begin, and the end of the longest. */
function axisLines(
  { nameWidth, cells, longestNs, isStacked }: BarsLayout,
  { palette }: OutputStyle,
): string[] {
  if (!(longestNs > 0)) return [];
  const numbers = `0${palette.text(formatNs(longestNs)).padStart(cells - 1)}`;
  return [palette.color.dim(`${' '.repeat(isStacked ? 0 : nameWidth)}${numbers}`)];
}

function barLines({ label, split }: SplitRow, layout: BarsLayout, { palette, width }: OutputStyle): string[] {
  const { nameWidth, cells, isStacked } = layout;
  const length = split === null ? 1 : lengthOf(split, layout);
  const name = palette.line(label);
  const shares = palette.text(splitWords(split));
  const bar = threePartBar(split, length, palette);
  if (isStacked) return [...wrap(name, width), bar, ...wrap(shares, width)];
  return [`${padEnd(name, nameWidth)}${bar}${' '.repeat(cells - length)}  ${shares}`];
}
