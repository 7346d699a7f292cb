import type { KeptLine, KeptRow } from './figures.ts';
import type { Goal, Measured } from './line.ts';
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
interface Regression {
  /** In a sentence. */
  readonly text: string;
  /** Whether others may have made it worse: their work was in the median round. */
  readonly mayBeOthers: boolean;
}

/** What came of holding lines against the figures that are kept. */
export interface Checked {
  /** So many lines. */
  readonly compared: number;
  readonly regressions: readonly Regression[];
  /** Lines of which no figure is kept. */
  readonly notKept: readonly string[];
}

/** Lines without a goal have no better or worse, and stay out. */
export function check(rows: readonly MeasuredRow[], figures: readonly KeptRow[]): Checked {
  const pairs = rows.flatMap((row) => pairsOf(row, figures));
  return {
    compared: pairs.filter(({ then, now }) => then !== null && now !== null).length,
    regressions: pairs.flatMap(regressionIn),
    notKept: pairs.filter(({ then }) => then === null).map(({ name }) => name),
  };
}

/** A line that has a goal, as it was and as it is. */
interface Pair {
  readonly name: string;
  readonly goal: Goal;
  readonly unit: Measured['unit'];
  readonly then: Figure | null;
  readonly now: Figure | null;
  readonly mayBeOthers: boolean;
}

interface Figure {
  readonly value: number;
  /** Where it surely is. */
  readonly range: Interval;
}

function pairsOf({ row, lines, quietness }: MeasuredRow, figures: readonly KeptRow[]): Pair[] {
  const kept: readonly KeptLine[] = figures.find((old) => old.row === row)?.lines ?? [];
  const mayBeOthers = quietness !== null && isQuiet(quietness) === false;
  return lines.flatMap((line) => {
    if ('skipped' in line) return [];
    const { what, unit, goals } = line;
    const [goal] = goals;
    const then = figureOf(kept.find((old) => old.what === what));
    const now = figureOf(summaryOf(line));
    return goal === undefined ? [] : [{ name: `${row} ${what}`, goal, unit, then, now, mayBeOthers }];
  });
}

/** Its interval, or all that was measured where there is none. */
function figureOf(summary: Summary | undefined): Figure | null {
  if (summary === undefined) return null;
  const { value, ci95, min, max } = summary;
  const range = ci95 ?? (min === null || max === null ? null : ([min, max] as const));
  return value === null || range === null ? null : { value, range };
}

function regressionIn({ name, goal, unit, then, now, mayBeOthers }: Pair): Regression[] {
  if (then === null || now === null) return [];
  const room = TOLERANCE * Math.abs(then.value);
  const isWorse =
    'atMost' in goal ? now.range[0] > then.range[1] + room : now.range[1] < then.range[0] - room;
  if (!isWorse) return [];
  const text = ({ value, range }: Figure) => `${figureText(value, unit)} (${intervalText(range, unit)})`;
  return [{ text: `${name}: ${text(now)}, and was ${text(then)}`, mayBeOthers }];
}
