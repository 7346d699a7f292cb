import { formatNs, formatRatio, listOf } from '../base/units.ts';
import type { ObserverReport } from '../engine/observer.ts';
import type { Conditions, Kind } from '../model/observation.ts';
import { kindOf } from '../stats/parallelism.ts';
import { THRESHOLDS } from '../stats/thresholds.ts';
import { causesOf } from './causes.ts';

/** A gap between two looks of more than this share of the time may hide the end of a thread, and its delays with it. */
const LONGEST_GAP = 0.15;

/** What the kernel saw while the function ran, over all threads of this process and of its descendants. */
export interface ParallelEvidence {
  readonly outcome: 'parallel' | 'not-parallel' | 'inconclusive';
  /** Cores kept busy, on average; null where the kernel doesn't tell. */
  readonly r: number | null;
  /** Cores wanted and not got, on average. */
  readonly d: number | null;
  readonly kind: Kind | null;
  readonly wallNs: number;
  /** Threads that were busy. */
  readonly threads: number | null;
  /** What held them back, as far as it is known. */
  readonly causes: readonly string[];
  readonly because: string;
}

/** What was seen of a function from outside. */
export interface Watched {
  readonly wallNs: number;
  /** Null where threads can't be watched here. */
  readonly report: ObserverReport | null;
  readonly conditions: Conditions;
  readonly cpus: number;
}

/** What follows from what was seen. Pure. */
export function judgeParallel(
  { wallNs, report, conditions, cpus }: Watched,
  atLeast: number,
): ParallelEvidence {
  if (report === null) {
    const nothing = { r: null, d: null, kind: null, wallNs, threads: null, causes: [] };
    return {
      ...nothing,
      outcome: 'inconclusive',
      because: 'the kernel doesn’t tell here how long threads run',
    };
  }
  const { totals } = report;
  const r = totals.runNs / wallNs;
  const d = totals.runDelayNs / wallNs;
  const switchesPerSecond = totals.voluntarySwitches / Math.max(1, totals.threads) / (wallNs / 1e9);
  const gate = gateOf(atLeast);
  const kind = kindOf(gate / THRESHOLDS.parallelShare, r, d, switchesPerSecond);
  const causes = kind === 'STARVED' ? causesOf({ workers: [], r, d, conditions }, cpus) : [];
  const seen = { r, d, kind, wallNs, threads: totals.threads, causes };
  const figures = `R ${formatRatio(r)} + D ${formatRatio(d)} over ${formatNs(wallNs)}`;
  if (wallNs < THRESHOLDS.shortestTrialNs) {
    return { ...seen, outcome: 'inconclusive', because: `${figures}: too short a time to tell` };
  }
  if (r + d >= gate) {
    const mayBeLock = handsOver(r, switchesPerSecond) && r + d < atLeast * (1 - THRESHOLDS.measuringSlack);
    if (mayBeLock) return { ...seen, outcome: 'inconclusive', because: `${figures}: ${MAY_BE_LOCK}` };
    const why = causes.length === 0 ? '' : ` (${listOf(causes)})`;
    return { ...seen, outcome: 'parallel', because: `${figures} is at least ${formatRatio(gate)}${why}` };
  }
  const gapNs = conditions.longestPauseNs;
  if (gapNs > wallNs * LONGEST_GAP) {
    return {
      ...seen,
      outcome: 'inconclusive',
      because: `${figures}: nobody could look for ${formatNs(gapNs)}`,
    };
  }
  const because = `not parallel: ${figures} is below ${formatRatio(gate)}, where ${atLeast} cores at once were expected (${kind})`;
  return { ...seen, outcome: 'not-parallel', because };
}

const MAY_BE_LOCK =
  'one core’s worth ran, its threads often gave way to each other, and others kept the machine busy: it may be a lock';

/** Whether threads that got one core's worth handed it to each other: under a lock they do, and neighbours blur the sum. */
function handsOver(r: number, switchesPerSecond: number): boolean {
  return r <= THRESHOLDS.oneCore && switchesPerSecond >= THRESHOLDS.lockSwitchesPerSecond;
}

/**
 * From this R + D on the work counts as parallel: what was asked for, or 80 % of that many whole workers, whichever is
 * less, since their starting and ending lower the average.
 */
function gateOf(atLeast: number): number {
  return Math.min(atLeast, THRESHOLDS.parallelShare * Math.ceil(atLeast));
}
