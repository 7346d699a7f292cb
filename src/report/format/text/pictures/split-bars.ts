import { WAIT_KINDS, type WaitKind } from '../../../../model/waits.ts';
import type { Section, Table } from '../../../document/section.ts';
import { displayWidth, padEnd, widestOf } from '../../../style/display-width.ts';
import { wrap } from '../../../style/layout.ts';
import type { OutputStyle } from '../../../style/output-style.ts';
import { barParts, blockedCells, cellsOf, threePartBar } from '../../../style/three-part-bar.ts';
import type { TimeSplit } from '../../../style/time-split.ts';
import { WAIT_MARKS } from '../../../style/wait-marks.ts';
import { WAIT_NAMES } from '../../../words/wait-names.ts';
import { splitWords } from '../../cells.ts';

const BAR_CELLS = 20;
const SHORTEST_BAR = 4;

interface SplitRow {
  readonly label: string;
  readonly split: TimeSplit | null;
}

/** A bar for each row of a table that says where a thread's time went. */
export function splitLines(table: Table, style: OutputStyle): string[] {
  const rows = splitRows(table);
  const nameWidth = nameWidthOf(rows, style);
  return rows.flatMap((row) => barLines(row, nameWidth, style));
}

/** What the parts of these bars mean: of the letters, those that are in one of them. */
export function splitLegend(sections: readonly Section[], style: OutputStyle): string[] {
  const { palette, width } = style;
  const { full, waiting, blocked } = palette.glyphs;
  const kinds = kindsDrawn(sections, style);
  const letters = WAIT_KINDS.filter((kind) => kinds.has(kind)).map(
    (kind) => `${WAIT_MARKS[kind].letter} ${WAIT_NAMES[kind]}`,
  );
  const rest = letters.length === 0 ? [`${blocked} blocked`] : [`blocked in: ${letters.join('  ')}`];
  const unknown = letters.length > 0 && kinds.has(null) ? [`${blocked} unknown`] : [];
  const legend = [`${full} running`, `${waiting} queued`, ...rest, ...unknown].join('  ');
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
    const cells = cellsBeside(nameWidthOf(rows, style), style);
    return rows.flatMap(({ split }) =>
      split === null ? [] : blockedCells(split, cellsOf(split, cells)[2]).map(({ kind }) => kind),
    );
  });
  return new Set(kinds);
}

function splitRows({ rows, short }: Table): SplitRow[] {
  return rows
    .slice(0, short?.rows)
    .flatMap((row) => row.flatMap((cell) => (typeof cell === 'object' && 'split' in cell ? [cell] : [])));
}

function nameWidthOf(rows: readonly SplitRow[], { palette }: OutputStyle): number {
  return widestOf(rows.map(({ label }) => palette.line(label))) + 2;
}

function cellsBeside(nameWidth: number, { width }: OutputStyle): number {
  return Math.max(SHORTEST_BAR, Math.min(BAR_CELLS, width - nameWidth - 2));
}

function barLines({ label, split }: SplitRow, nameWidth: number, style: OutputStyle): string[] {
  const { palette, width } = style;
  const name = palette.line(label);
  const shares = palette.text(splitWords(split));
  const cells = cellsBeside(nameWidth, style);
  const bar = paintedBar(split, cells, style);
  return nameWidth + cells + 2 + displayWidth(shares) <= width
    ? [`${padEnd(name, nameWidth)}${bar}  ${shares}`]
    : [...wrap(name, width), bar, ...wrap(shares, width)];
}

function paintedBar(split: TimeSplit | null, cells: number, { palette }: OutputStyle): string {
  if (split === null) return threePartBar(split, cells, palette);
  return barParts(split, cells, palette)
    .map(({ text, color }) => palette.color[color](text))
    .join('');
}
