import type { ObserverReport } from '../machine/follow/observe.ts';
import type { Cause } from '../model/cause.ts';
import type { Conditions, Kind } from '../model/trial/observation.ts';
import { switchRate } from '../stats/busy-threads.ts';
import { THRESHOLDS } from '../stats/thresholds.ts';
import { enoughCores, handsOver, isTooShort, verdictOf } from '../stats/verdict.ts';
import { causesOf } from './causes.ts';

/** What the kernel saw while the function ran, over all threads of this process and of its descendants. */
export interface ParallelFindings {
  readonly outcome: 'parallel' | 'not-parallel' | 'inconclusive';
  /** Busy cores, on average; null where the kernel doesn't report it, or the time is too short. */
  readonly r: number | null;
  /** Queued workers, on average, in cores; null as `r` is. */
  readonly d: number | null;
  readonly kind: Kind | null;
  readonly wallNs: number;
  /** Threads that were busy. */
  readonly threads: number | null;
  /** What held them back, as far as it is known. */
  readonly causes: readonly Cause[];
}

/** Why a function counts as parallel, or not, or why that can't be said. */
export type ParallelReason =
  | { readonly kind: 'no-schedstat' }
  | { readonly kind: 'too-short' }
  /** R + D reaches the gate, in cores. */
  | { readonly kind: 'enough'; readonly gate: number }
  /** It does with threads that were busy before, and may have gone on with what they were at; that many cores. */
  | { readonly kind: 'busy-before'; readonly cores: number; readonly gate: number }
  /** It does, but its threads handed over to each other, and neighbours may hide that it was a lock. */
  | { readonly kind: 'may-be-lock' }
  /** Nobody could sample for so long that the end of threads may have been missed. */
  | { readonly kind: 'gap'; readonly gapNs: number }
  | { readonly kind: 'too-little'; readonly gate: number; readonly atLeast: number };

/** What was seen of a function from outside. */
export interface Watched {
  readonly wallNs: number;
  /** Null where threads can't be watched here. */
  readonly report: ObserverReport | null;
  readonly conditions: Conditions;
  readonly cpus: number;
}

export type JudgedParallel = ParallelFindings & { readonly reason: ParallelReason };

/** What follows from what was seen. Pure. */
export function judgeParallel(watched: Watched, atLeast: number): JudgedParallel {
  const { wallNs, report, conditions, cpus } = watched;
  if (report === null) return unknown(wallNs, { kind: 'no-schedstat' });
  if (isTooShort(wallNs)) return unknown(wallNs, { kind: 'too-short' });
  const { totals } = report;
  const r = totals.runNs / wallNs;
  const d = totals.runDelayNs / wallNs;
  const wanted = gateOf(atLeast) / THRESHOLDS.parallelShare;
  const figures = { r, d, wanted, alive: wanted, switchRate: switchRate([totals], r) };
  const kind = verdictOf(figures);
  const causes = kind === 'STARVED' ? causesOf({ workers: [], r, d, conditions }, cpus) : [];
  const seen = { r, d, kind, wallNs, threads: totals.threads, causes };
  return { ...seen, ...concluded(figures, watched, atLeast) };
}

function unknown(wallNs: number, reason: ParallelReason): JudgedParallel {
  const nothing = { r: null, d: null, kind: null, wallNs, threads: null, causes: [] };
  return { ...nothing, outcome: 'inconclusive', reason };
}

function concluded(
  figures: { readonly r: number; readonly d: number; readonly switchRate: number | null },
  { wallNs, conditions, report }: Watched,
  atLeast: number,
): Pick<JudgedParallel, 'outcome' | 'reason'> {
  const gate = gateOf(atLeast);
  const sum = figures.r + figures.d;
  const gapNs = conditions.longestPauseNs;
  const { runNs = 0, runDelayNs = 0 } = report?.earlier ?? {};
  const earlier = (runNs + runDelayNs) / wallNs;
  if (sum >= gate && sum - earlier < gate) {
    return { outcome: 'inconclusive', reason: { kind: 'busy-before', cores: earlier, gate } };
  }
  if (sum >= gate) {
    const isBlurred = handsOver(figures) && sum < atLeast * (1 - THRESHOLDS.measuringSlack);
    if (isBlurred) return { outcome: 'inconclusive', reason: { kind: 'may-be-lock' } };
    return { outcome: 'parallel', reason: { kind: 'enough', gate } };
  }
  if (gapNs > wallNs * THRESHOLDS.longestGapShare) {
    return { outcome: 'inconclusive', reason: { kind: 'gap', gapNs } };
  }
  return { outcome: 'not-parallel', reason: { kind: 'too-little', gate, atLeast } };
}

/**
 * From this R + D on the work counts as parallel: what was asked for, or enough for that many whole workers, whichever is
 * less, since their starting and ending lower the average.
 */
function gateOf(atLeast: number): number {
  return Math.min(atLeast, enoughCores(Math.ceil(atLeast)));
}
