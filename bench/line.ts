import { median } from '../src/stats/samples/summary.ts';
import { ratios } from './stats.ts';

/** A bound that a figure should keep. */
export type Goal = { readonly atMost: number } | { readonly atLeast: number };

/** One line of the table, with one value for each round; of `cases`, 1 for each that is one and 0 for each that isn’t. */
export interface Measured {
  readonly what: string;
  readonly values: readonly number[];
  readonly unit: 'ratio' | 'share' | 'cases' | 'seconds' | 'exponent';
  /** In rising difficulty; none where the line is there for comparison. */
  readonly goals: readonly Goal[];
  /** The absolute medians behind the ratio, in words. */
  readonly behind: string;
}

/** A line that this machine can’t fill, and why. */
export interface Skipped {
  readonly what: string;
  readonly skipped: string;
}

export type Line = Measured | Skipped;

/** A figure ÷ another of the same round, with the medians of both behind it. */
export function ratioLine(
  what: string,
  [ours, theirs]: readonly [readonly number[], readonly number[]],
  text: (median: number) => string,
  goals: readonly Goal[] = [],
): Measured {
  const behind = `${text(median(ours))} and ${text(median(theirs))}`;
  return { what, values: ratios(ours, theirs), unit: 'ratio', goals, behind };
}
