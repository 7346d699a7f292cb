/** A summary of one figure's samples, in the unit of its name. Null where there is no sample (or one, for `sd`). */
export interface Stat {
  readonly n: number;
  readonly mean: number | null;
  /** Sample standard deviation (n - 1). */
  readonly sd: number | null;
  readonly median: number | null;
  /** Median absolute deviation from the median, not scaled. */
  readonly mad: number | null;
  readonly min: number | null;
  readonly max: number | null;
  /** All of them, in the order of the runs. */
  readonly samples: readonly number[];
}

/** An estimate and the interval that holds the true value in 95 of 100 such experiments. Null: too few runs to tell. */
export interface Estimate {
  readonly ratio: number | null;
  readonly ci95: readonly [number, number] | null;
}
