import type { KeptLine, KeptRow } from './figures.ts';
import type { Measured } from './line.ts';
import type { MeasuredRow } from './measure.ts';
import { isQuiet } from './quiet.ts';
import { type Interval, type Summary, summaryOf } from './summary.ts';
import { figureText, intervalText } from './text.ts';

/**
 * How far the intervals of then and now may lie apart before it counts, as a share of what was kept: another day on a shared
 * machine is another machine.
 */
const TOLERANCE = 0.25;

/** What became worse than it was. */
export interface Regression {
  /** In a sentence. */
  readonly text: string;
  /** Whether others may have made it worse: their work was in the median round. */
  readonly mayBeOthers: boolean;
}

/** What is worse than when the figures were kept. Lines without a goal have no better or worse. */
export function regressions(rows: readonly MeasuredRow[], figures: readonly KeptRow[]): Regression[] {
  return rows.flatMap(({ row, lines, quietness }) => {
    const kept = figures.find((old) => old.row === row)?.lines ?? [];
    const mayBeOthers = quietness !== null && isQuiet(quietness) === false;
    return lines.flatMap((line) => {
      const before = kept.find(({ what }) => what === line.what);
      const worse = 'skipped' in line || before === undefined ? null : regression(line, before);
      return worse === null ? [] : { text: `${row} ${worse}`, mayBeOthers };
    });
  });
}

/** @returns null where the line is as good as it was, or nobody can say */
function regression(line: Measured, before: KeptLine): string | null {
  const { what, unit, goals } = line;
  const [goal] = goals;
  const now = summaryOf(line);
  const [then, since] = [rangeOf(before), rangeOf(now)];
  if (goal === undefined || then === null || since === null) return null;
  const room = TOLERANCE * Math.abs(before.value ?? 0);
  const isWorse = 'atMost' in goal ? since[0] > then[1] + room : since[1] < then[0] - room;
  if (!isWorse) return null;
  const text = (value: number | null, range: Interval) =>
    `${figureText(value, unit)} (${intervalText(range, unit)})`;
  return `${what}: ${text(now.value, since)}, and was ${text(before.value, then)}`;
}

/** Where the figure surely is: its interval, or all that was measured where there is none. */
function rangeOf({ ci95, min, max }: Pick<Summary, 'ci95' | 'min' | 'max'>): Interval | null {
  return ci95 ?? (min === null || max === null ? null : [min, max]);
}
