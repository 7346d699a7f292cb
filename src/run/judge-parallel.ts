import type { ObserverReport, TreeTotals } from '../machine/follow/observe.ts';
import type { Cause } from '../model/cause.ts';
import type { Conditions, Kind } from '../model/trial/observation.ts';
import { switchRate } from '../stats/busy-threads.ts';
import { THRESHOLDS } from '../stats/thresholds.ts';
import { enoughCores, type Figures, givesWayOften, isTooShort, verdictOf } from '../stats/verdict.ts';
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
  /** It does, but another function was watched meanwhile, whose work may be what was seen. */
  | { readonly kind: 'another-call'; readonly gate: number }
  /** It does with threads that may have done other work: those that were there before, or that others may have started. So many cores. */
  | { readonly kind: 'others'; readonly cores: number; readonly gate: number }
  /** It does, but its threads gave way to each other so often that they may share a lock. */
  | { readonly kind: 'may-be-lock'; readonly switchesPerSecond: number }
  /** It doesn't, but threads or processes that were too short-lived to be seen used so many cores, and may have been queued. */
  | { readonly kind: 'unseen'; readonly cores: number; readonly gate: number }
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
  /** Whether another such function ran meanwhile: nobody knows then whose work a thread did. */
  readonly isShared: boolean;
}

export type JudgedParallel = ParallelFindings & { readonly reason: ParallelReason };

/** What follows from what was seen. Pure. */
export function judgeParallel(watched: Watched, atLeast: number): JudgedParallel {
  const { wallNs, report, conditions, cpus } = watched;
  if (report === null) return unknown(wallNs, { kind: 'no-schedstat' });
  if (isTooShort(wallNs)) return unknown(wallNs, { kind: 'too-short' });
  const wanted = gateOf(atLeast) / THRESHOLDS.parallelShare;
  const of = ({ runNs, runDelayNs, ...totals }: TreeTotals, unseenNs: number): Figures => {
    const [r, d] = [(runNs + unseenNs) / wallNs, runDelayNs / wallNs];
    return { r, d, wanted, switchRate: switchRate([totals], r) };
  };
  const all = of(report.totals, report.unseenNs);
  const own = of(report.own, report.ownUnseenNs);
  const { r, d } = all;
  const kind = verdictOf(all);
  const causes = kind === 'STARVED' ? causesOf({ workers: [], r, d, conditions }, cpus) : [];
  const seen = { r, d, kind, wallNs, threads: report.totals.threads, causes };
  return { ...seen, ...concluded(all, own, watched, atLeast) };
}

function unknown(wallNs: number, reason: ParallelReason): JudgedParallel {
  const nothing = { r: null, d: null, kind: null, wallNs, threads: null, causes: [] };
  return { ...nothing, outcome: 'inconclusive', reason };
}

type Conclusion = Pick<JudgedParallel, 'outcome' | 'reason'>;

const inconclusive = (reason: ParallelReason): Conclusion => ({ outcome: 'inconclusive', reason });

/** @param own what only the function's own threads did */
function concluded(
  all: Figures,
  own: Figures,
  { wallNs, conditions, report, isShared }: Watched,
  atLeast: number,
): Conclusion {
  const gate = gateOf(atLeast);
  const gapNs = conditions.longestPauseNs;
  const unseen = (report?.unseenNs ?? 0) / wallNs;
  if (wantedCores(all) < gate) {
    if (gapNs > wallNs * THRESHOLDS.longestGapShare) return inconclusive({ kind: 'gap', gapNs });
    const hadRoom = (conditions.idleCpus ?? 0) >= THRESHOLDS.idleRoom;
    if (!hadRoom && unseen > THRESHOLDS.unseenShare * all.r && mostUnseen(all, unseen) >= gate) {
      return inconclusive({ kind: 'unseen', cores: unseen, gate });
    }
    return { outcome: 'not-parallel', reason: { kind: 'too-little', gate, atLeast } };
  }
  if (isShared) return inconclusive({ kind: 'another-call', gate });
  if (wantedCores(own) < gate) {
    return inconclusive({ kind: 'others', cores: wantedCores(all) - wantedCores(own), gate });
  }
  if (givesWayOften(own))
    return inconclusive({ kind: 'may-be-lock', switchesPerSecond: own.switchRate ?? 0 });
  return { outcome: 'parallel', reason: { kind: 'enough', gate } };
}

/** What was wanted if threads that nobody saw were queued twice as long, for what they ran, as those that were seen. */
function mostUnseen(all: Figures, unseen: number): number {
  const queuedPerRun = all.d / Math.max(all.r - unseen, Number.MIN_VALUE);
  return wantedCores(all) + 2 * unseen * queuedPerRun;
}

function wantedCores({ r, d }: Pick<Figures, 'r' | 'd'>): number {
  return r + d;
}

/**
 * From this R + D on the work counts as parallel: what was asked for, or enough for that many whole workers, whichever is
 * less, since their starting and ending lower the average.
 */
function gateOf(atLeast: number): number {
  return Math.min(atLeast, enoughCores(Math.ceil(atLeast)));
}
