import type { ComparedRun } from '../../model/documents/compared-run.ts';

/** When a series is over. */
export interface SeriesRules {
  /** A candidate with so many runs has enough… */
  readonly enoughRuns: number;
  /** …or one with this much time in its runs, in ns, … */
  readonly enoughNs: number;
  /** …but no less than so many: statistics need them. */
  readonly fewestRuns: number;
  /** No round begins that would end after this, on the run’s clock, but the first. */
  readonly deadlineNs: number;
}

const RUNS = 10;
const QUICK_RUNS = 5;
const ENOUGH_NS = 3e9;
/** Below this a bootstrap says nothing (stats/bootstrap). */
const FEWEST_RUNS = 5;

/** What was asked for of the rules; null for what wasn't. */
export interface AskedRules {
  readonly runs: number | null;
  readonly quick: boolean;
  readonly deadlineNs: number;
}

/** Ten runs of each, or three seconds of them; whoever asks for a number of runs gets it, whatever time it takes. */
export function rulesFor({ runs, quick, deadlineNs }: AskedRules): SeriesRules {
  const enoughRuns = runs ?? (quick ? QUICK_RUNS : RUNS);
  return {
    enoughRuns,
    enoughNs: runs === null ? ENOUGH_NS : Number.POSITIVE_INFINITY,
    fewestRuns: Math.min(enoughRuns, FEWEST_RUNS),
    deadlineNs,
  };
}

/** How long a worker warms up, in ms: V8 has compiled what it will by then. */
export function warmUpMs(quick: boolean): number {
  return quick ? 30 : 100;
}

/** How far a candidate is, as a share of what is enough: 1 and more is enough. */
export function completion(runs: readonly Pick<ComparedRun, 'totalNs'>[], rules: SeriesRules): number {
  const spentNs = runs.reduce((sum, { totalNs }) => sum + totalNs, 0);
  const most = Math.max(runs.length / rules.enoughRuns, spentNs / rules.enoughNs);
  return Math.min(most, runs.length / rules.fewestRuns);
}
