import { maxOf } from '../../base/extremes.ts';
import type { Cause, HoggedLock, LockPlace } from '../../model/cause.ts';
import type { WatchedThreadRecord } from '../../model/documents/watch.ts';
import type { Kind } from '../../model/trial/observation.ts';
import type { Waits } from '../../model/waits.ts';
import { meanAlive, switchRate, yieldRate } from '../../stats/busy-threads.ts';
import { wasStopped } from '../../stats/disturbance.ts';
import { summedWaits } from '../../stats/sum-waits.ts';
import { THRESHOLDS } from '../../stats/thresholds.ts';
import { oneAlwaysWanted, ranOnOneCore, wasQueued } from '../../stats/verdict.ts';
import type { WaitShares, WatchedFigures } from '../../stats/watched-figures.ts';
import { type WatchedRule, watchedRule } from '../../stats/watched-verdict.ts';
import type { DeadlockReason } from '../waits/deadlock.ts';
import type { PipelineReason } from '../waits/pipeline.ts';
import type { StuckReason } from '../waits/stuck.ts';
import {
  areTeam,
  type BusyThreads,
  busyThreadsOf,
  haveGlobalLock,
  type Programs,
  sharedBy,
} from './contention.ts';
import { allowedFor, causesOfProgram, crowdingOf, type ProgramContext } from './program-causes.ts';
import type { ShortLivesReason } from './short-lives.ts';
import type { StoppedReason } from './stopped.ts';

/** What was seen of a program, in figures. */
export interface SeenFigures extends ProgramContext, Programs {
  readonly threads: readonly WatchedThreadRecord[];
  /** CPU time (ns) beyond that of the threads; null where it can't be known. */
  readonly unseenNs: number | null;
  /** The shares of the time in which 0, 1, 2 … cores were busy. */
  readonly coresBusy: readonly number[];
  /** What those that did the work waited for; null where most of that is unknown. */
  readonly waits: WaitShares | null;
  /** The lock at which they waited longest; null where there is none. */
  readonly topLock: LockPlace | null;
  /** A lock that one of them has all the time, and others never get; null where there is none. */
  readonly hogged: HoggedLock | null;
  /** Threads that waited for a file's lock at a time, on average. */
  readonly atFileLock: number;
  /** Whether the kernel keeps schedstat. */
  readonly hasSchedstat: boolean;
}

/**
 * How one thread did all the work. `one-core`: as fast as one core lets it. `part-time`: it was blocked at times.
 * `one-by-one`: there were several, mostly one after the other.
 */
export type AloneShape = 'one-core' | 'part-time' | 'one-by-one';

/** What a verdict on a program rests on. */
export type WatchReason =
  | { readonly kind: 'nothing-seen' }
  | { readonly kind: 'no-schedstat' }
  | { readonly kind: 'too-short'; readonly durationNs: number; readonly hasEnded: boolean }
  /** Nothing was sampled for so long (ns) that most of the work went unseen. */
  | { readonly kind: 'gap'; readonly gapNs: number; readonly durationNs: number; readonly r: number }
  | StoppedReason
  | { readonly kind: 'uncharged'; readonly pid: number; readonly r: number }
  | ShortLivesReason
  | DeadlockReason
  | StuckReason
  | PipelineReason
  | {
      readonly kind: 'figures';
      readonly rule: WatchedRule;
      /** R and D of those who did the work, and of those whom nobody saw. */
      readonly r: number;
      readonly d: number;
      readonly threads: number;
      readonly busyThreads: number;
      readonly shape: AloneShape;
      /** The one that did all of the work, or most of it; null where several did. */
      readonly worker: Pick<WatchedThreadRecord, 'comm' | 'tid'> | null;
      /** What the blocked time of those that did the work was spent on, where it waits of all; null where that is unknown. */
      readonly waited: { readonly waits: Waits; readonly blockedNs: number } | null;
      /** Whether they were queued for long. */
      readonly wasQueued: boolean;
      readonly causes: readonly Cause[];
      /** The one CPU that they may use, where the machine has several for us; else null. */
      readonly boundTo: number | null;
    };

export interface WatchVerdict {
  readonly r: number | null;
  readonly d: number | null;
  readonly kind: Kind | null;
  readonly reason: WatchReason;
  readonly causes: readonly Cause[];
  readonly busyThreads: number;
}

/** What follows from what was seen of a program. Pure. */
export function judgeWatched(seen: SeenFigures): WatchVerdict {
  const { threads, hasSchedstat, cpus } = seen;
  const unknown = { r: null, d: null, kind: null, causes: [], busyThreads: 0 };
  if (!hasSchedstat) return { ...unknown, reason: { kind: 'no-schedstat' } };
  if (threads.length === 0) return { ...unknown, reason: { kind: 'nothing-seen' } };
  const worked = busyThreadsOf(threads, seen.programs);
  const busy = worked.records;
  const { r, d } = coresOf(threads, seen);
  const figures = figuresOf(worked, seen);
  const judged = watchedRule(figures);
  const { rule, kind } = judged;
  const causes = causesFor(judged, figures, d, worked, seen);
  const [boundTo = null, ...others] = allowedFor(busy);
  const reason = {
    kind: 'figures',
    rule,
    r: figures.r,
    d: figures.d,
    threads: threads.length,
    busyThreads: busy.length,
    shape: shapeOf(busy.length, figures),
    worker: workerOf(busy, rule),
    waited: waitedOf(kind === 'WAITING' ? threads : busy),
    wasQueued: wasQueued(figures.d),
    causes,
    boundTo: others.length === 0 && cpus > 1 ? boundTo : null,
  } as const;
  return { r, d, kind, reason, causes, busyThreads: busy.length };
}

/** Of the busy threads alone: many that are asleep most of the time can be queued longer together than the few that work. */
function figuresOf(busy: BusyThreads, seen: SeenFigures): WatchedFigures {
  const { durationNs, coresBusy, conditions } = seen;
  const { lives } = busy;
  const { r, d } = coresOf(lives, seen);
  const alive = meanAlive(lives, durationNs);
  const wantedNs = lives.map(({ runNs, runDelayNs }) => runNs + runDelayNs);
  return {
    alive,
    r,
    d,
    switchRate: switchRate(lives, r),
    yieldRate: yieldRate(lives),
    overlap: coresBusy.slice(2).reduce((sum, share) => sum + share, 0),
    mostOfOne: maxOf(wantedNs, 0) / durationNs / Math.max(r + d, Number.MIN_VALUE),
    idleCpus: conditions.idleCpus,
    meanLife: alive / Math.max(1, lives.length),
    waits: sharedWaits(busy, seen),
    atFileLock: seen.atFileLock,
    keptOut: seen.hogged?.waiting ?? 0,
    haveGlobalLock: haveGlobalLock(busy),
    isOpenmpTeam: areTeam(busy, seen),
  };
}

/** CPython’s threads wait for each other at the GIL, which is one lock: at words of their own they are idle workers of a library. */
function sharedWaits({ between }: BusyThreads, { waits }: SeenFigures): WaitShares | null {
  if (waits === null || between !== 'python-threads') return waits;
  return { ...waits, anyLock: waits.oneLock + waits.fileLock, ownWords: 0, naps: 0 };
}

/** Cores that these threads, and those whom nobody saw, kept busy; and that these wanted and didn't get. */
function coresOf(
  threads: readonly { readonly runNs: number; readonly runDelayNs: number }[],
  { durationNs, unseenNs }: SeenFigures,
): { readonly r: number; readonly d: number } {
  const runNs = threads.reduce((sum, thread) => sum + thread.runNs, 0);
  const runDelayNs = threads.reduce((sum, thread) => sum + thread.runDelayNs, 0);
  return { r: runNs / durationNs + (unseenNs ?? 0) / durationNs, d: runDelayNs / durationNs };
}

function workerOf(busy: readonly WatchedThreadRecord[], rule: WatchedRule) {
  // They come by how long they ran.
  const [{ comm, tid } = { comm: '', tid: 0 }] = busy;
  return busy.length === 1 || rule === 'mostly-one' || rule === 'hogged' ? { comm, tid } : null;
}

function waitedOf(threads: readonly WatchedThreadRecord[]) {
  const known = threads.filter(({ waits }) => waits.lock !== null);
  const blockedNs = known.reduce((sum, thread) => sum + thread.blockedNs, 0);
  return known.length === 0 ? null : { waits: summedWaits(known.map(({ waits }) => waits)), blockedNs };
}

function shapeOf(busy: number, worked: { readonly r: number; readonly d: number }): AloneShape {
  if (busy > 1) return 'one-by-one';
  return oneAlwaysWanted(worked) && ranOnOneCore(worked.r) ? 'one-core' : 'part-time';
}

/** What held it back, where it was, and what its threads may share. */
function causesFor(
  judged: { readonly rule: WatchedRule; readonly kind: Kind },
  figures: WatchedFigures,
  d: number,
  busy: BusyThreads,
  seen: SeenFigures,
): Cause[] {
  const { kind } = judged;
  const shared = sharedBy(
    judged,
    figures,
    busy,
    seen,
    judged.rule === 'hogged' ? (seen.hogged?.at ?? null) : seen.topLock,
  );
  if (seen.durationNs < THRESHOLDS.shortestWatchNs) return shared;
  const isHeldBack =
    kind === 'STARVED' ||
    (kind === 'MIXED' && wasQueued(d)) ||
    (kind !== 'PARALLEL' && wasStopped(seen.conditions));
  if (isHeldBack) return [...shared, ...causesOfProgram(seen, busy.records, kind === 'STARVED', d)];
  const crowding = crowdingOf(seen, busy.records);
  // That there are more threads than CPUs holds nobody up where one runs at a time.
  const isCause = crowding !== null && !(kind === 'SERIALISED' && crowding.narrowedBy === 'count');
  return isCause ? [...shared, crowding] : shared;
}
