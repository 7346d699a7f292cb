import type { Count, NonNegative } from './quantities.ts';

/** A summary of one figure's samples, in the unit of its name. Null where there is no sample (or one, for `sd`). */
export interface Stat {
  /** How many samples. */
  readonly n: Count;
  readonly mean: NonNegative | null;
  /** Sample standard deviation (n − 1); null below two samples. */
  readonly sd: NonNegative | null;
  readonly median: NonNegative | null;
  /** Median absolute deviation from the median, not scaled. */
  readonly mad: NonNegative | null;
  readonly min: NonNegative | null;
  readonly max: NonNegative | null;
  /** All of them, in the order of the runs. */
  readonly samples: readonly NonNegative[];
}

/** A ratio and its 95 % confidence interval: it holds the true value in 95 of 100 such experiments. */
export interface Estimate {
  /** Null without enough runs. */
  readonly ratio: NonNegative | null;
  /** Low and high end of the 95 % confidence interval; null with too few runs. */
  readonly ci95: readonly [number, number] | null;
}
