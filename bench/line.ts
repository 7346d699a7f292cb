/** A bound that a median should keep. */
export type Goal = { readonly atMost: number } | { readonly atLeast: number };

/** One line of the table: a ratio (or a share) with one value for each round. */
export interface Measured {
  readonly row: string;
  readonly what: string;
  readonly values: readonly number[];
  readonly unit: 'ratio' | 'share' | 'seconds' | 'exponent';
  /** In rising difficulty; none where the line is there for comparison. */
  readonly goals: readonly Goal[];
  /** The absolute medians behind the ratio, in words. */
  readonly behind: string;
}

/** A line that this machine can't fill, and why. */
export interface Skipped {
  readonly row: string;
  readonly what: string;
  readonly skipped: string;
}

export type Line = Measured | Skipped;

export function keeps(goal: Goal, value: number): boolean {
  return 'atMost' in goal ? value <= goal.atMost : value >= goal.atLeast;
}
