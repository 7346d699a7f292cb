/** What a series does where nobody asks for something else: of the command line and of the library alike. */
export const SERIES_DEFAULTS = {
  workload: 'compute',
  /** Units of a function without inputs. */
  calls: 1_000,
  /** No new round begins after this, in ms. */
  budgetMs: 60_000,
  /** A unit of a function’s that is silent for this long counts as hung, in ms. */
  unitTimeoutMs: 10_000,
  /** Two are the same when their ratio is within 1/(1 + margin) to 1 + margin. */
  margin: 0.05,
  /** How much slower than the baseline fails. */
  maxRegress: 0.1,
} as const;
