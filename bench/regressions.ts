import type { KeptLine, KeptRow } from './figures.ts';
import type { Line, Measured } from './line.ts';
import { median } from './stats.ts';
import { figureText } from './text.ts';

/**
 * How far a median may lie outside of what was kept before it counts: as a share of the kept median, beyond the kept spread.
 * The machines are shared, and the short form has few rounds.
 */
const TOLERANCE = 0.25;

/** What became worse than it was when the figures were kept, each in a sentence. Lines without a goal have no better or worse. */
export function regressions(lines: readonly Line[], figures: readonly KeptRow[]): string[] {
  const kept = figures.flatMap((row) => row.lines);
  return lines.flatMap((line) => {
    if (!('values' in line)) return [];
    const before = kept.find(({ row, what }) => row === line.row && what === line.what);
    return before === undefined ? [] : (regression(line, before) ?? []);
  });
}

/** @returns null where the line is as good as it was, or nobody can say */
function regression({ row, what, unit, values, goals }: Measured, before: KeptLine): string | null {
  const [goal] = goals;
  if (goal === undefined) return null;
  const now = median(values);
  const room = TOLERANCE * Math.abs(before.median);
  const isWorse = 'atMost' in goal ? now > before.max + room : now < before.min - room;
  if (!isWorse) return null;
  const [was, is] = [before.median, now].map((value) => figureText(value, unit));
  const spread = `${figureText(before.min, unit)} to ${figureText(before.max, unit)}`;
  return `${row} ${what}: ${is}, and was ${was} (${spread})`;
}
