import type { ComparedRun } from '../../model/comparison.ts';

/** When a series is over. */
export interface SeriesRules {
  /** A contestant with so many runs has enough… */
  readonly enoughRuns: number;
  /** …or one with this much time in its runs, in ns, … */
  readonly enoughNs: number;
  /** …but no less than so many: statistics need them. */
  readonly fewestRuns: number;
  /** No round begins that would end after this, on the lab's clock, but the first. */
  readonly deadlineNs: number;
}

/** How far a contestant is, as a share of what is enough: 1 and more is enough. */
export function completion(runs: readonly Pick<ComparedRun, 'totalNs'>[], rules: SeriesRules): number {
  const spentNs = runs.reduce((sum, { totalNs }) => sum + totalNs, 0);
  const most = Math.max(runs.length / rules.enoughRuns, spentNs / rules.enoughNs);
  return Math.min(most, runs.length / rules.fewestRuns);
}
