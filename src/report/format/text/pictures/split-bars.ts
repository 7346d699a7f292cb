import type { Section, Table } from '../../../document/section.ts';
import { displayWidth, padEnd, widestOf } from '../../../style/display-width.ts';
import { wrap } from '../../../style/layout.ts';
import type { OutputStyle } from '../../../style/output-style.ts';
import { cellsOf, type TimeSplit, threePartBar } from '../../../style/three-part-bar.ts';
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
  const nameWidth = widestOf(rows.map(({ label }) => style.palette.line(label))) + 2;
  return rows.flatMap((row) => barLines(row, nameWidth, style));
}

/** What the parts of the bars mean. */
export function splitLegend({ palette, width }: OutputStyle): string[] {
  const { full, waiting, blocked } = palette.glyphs;
  const legend = `${full} running  ${waiting} queued  ${blocked} blocked`;
  return wrap(legend, width).map((line) => palette.color.dim(line));
}

/** Whether bars are drawn somewhere in it. */
export function hasSplits(section: Section): boolean {
  if (section.kind === 'group') return !section.isForPages && section.sections.some(hasSplits);
  return section.kind === 'table' && splitRows(section).length > 0;
}

function splitRows({ rows, short }: Table): SplitRow[] {
  return rows
    .slice(0, short?.rows)
    .flatMap((row) => row.flatMap((cell) => (typeof cell === 'object' && 'split' in cell ? [cell] : [])));
}

function barLines({ label, split }: SplitRow, nameWidth: number, style: OutputStyle): string[] {
  const { palette, width } = style;
  const name = palette.line(label);
  const shares = palette.text(splitWords(split));
  const cells = Math.max(SHORTEST_BAR, Math.min(BAR_CELLS, width - nameWidth - 2));
  const bar = paintedBar(split, cells, style);
  return nameWidth + cells + 2 + displayWidth(shares) <= width
    ? [`${padEnd(name, nameWidth)}${bar}  ${shares}`]
    : [...wrap(name, width), bar, ...wrap(shares, width)];
}

/** Green, yellow, dim: beside the three patterns, never instead of them. */
function paintedBar(split: TimeSplit | null, cells: number, { palette }: OutputStyle): string {
  if (split === null) return threePartBar(split, cells, palette);
  const { color, glyphs } = palette;
  const [running, waiting, blocked] = cellsOf(split, cells);
  return [
    color.green(glyphs.full.repeat(running)),
    color.yellow(glyphs.waiting.repeat(waiting)),
    color.dim(glyphs.blocked.repeat(blocked)),
  ].join('');
}
