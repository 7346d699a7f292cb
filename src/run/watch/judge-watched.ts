import type { Cause, LockCause } from '../../model/cause.ts';
import type { WatchedThreadRecord } from '../../model/documents/watch.ts';
import type { Kind } from '../../model/trial/observation.ts';
import { meanAlive, switchesPerSecond, switchRate } from '../../stats/busy-threads.ts';
import { wasStopped } from '../../stats/disturbance.ts';
import { THRESHOLDS } from '../../stats/thresholds.ts';
import { areSeveral, oneAlwaysWanted, ranOnOneCore, verdictOf, wasQueued } from '../../stats/verdict.ts';
import { allowedFor, causesOfProgram, type ProgramContext } from './program-causes.ts';

/** What was seen of a program, in figures. */
export interface WatchedFigures extends ProgramContext {
  readonly durationNs: number;
  readonly threads: readonly WatchedThreadRecord[];
  /** CPU time (ns) beyond that of the threads; null where it can't be known. */
  readonly unseenNs: number | null;
  /** What each process ran, by its PID. */
  readonly programs: ReadonlyMap<number, string>;
  /** Whether the kernel keeps schedstat. */
  readonly hasSchedstat: boolean;
}

/**
 * How the work of a program went that is MIXED. `one-core`: one thread did it all, as fast as one core lets it.
 * `part-time`: one thread did it all, and was blocked at times. `one-by-one`: several did it, mostly one after the other.
 * `between`: several did it, neither all at once nor one at a time.
 */
export type MixedShape = 'one-core' | 'part-time' | 'one-by-one' | 'between';

/** What a verdict on a program rests on. */
export type WatchReason =
  | { readonly kind: 'nothing-seen' }
  | { readonly kind: 'no-schedstat' }
  | {
      readonly kind: 'figures';
      readonly verdict: Kind;
      /** R and D of those who did the work, and of those whom nobody saw. */
      readonly r: number;
      readonly d: number;
      readonly threads: number;
      readonly busyThreads: number;
      readonly shape: MixedShape;
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
export function judgeWatched(figures: WatchedFigures): WatchVerdict {
  const { durationNs, threads, unseenNs, hasSchedstat, cpus } = figures;
  const unknown = { r: null, d: null, kind: null, causes: [], busyThreads: 0 };
  if (!hasSchedstat) return { ...unknown, reason: { kind: 'no-schedstat' } };
  if (threads.length === 0) return { ...unknown, reason: { kind: 'nothing-seen' } };
  const busy = threads.filter(({ isBusy }) => isBusy);
  const coresOf = (times: readonly number[]) => times.reduce((sum, ns) => sum + ns, 0) / durationNs;
  const unseen = coresOf([unseenNs ?? 0]);
  const r = coresOf(threads.map(({ runNs }) => runNs)) + unseen;
  const d = coresOf(threads.map(({ runDelayNs }) => runDelayNs));
  // Many that are asleep most of the time can wait for cores together longer than the few wanted one.
  const worked = {
    r: coresOf(busy.map(({ runNs }) => runNs)) + unseen,
    d: coresOf(busy.map(({ runDelayNs }) => runDelayNs)),
  };
  const lives = busy.map(lifeOf);
  const alive = meanAlive(lives, durationNs);
  const kind = verdictOf({ ...worked, wanted: null, alive, switchRate: switchRate(lives, worked.r) });
  const causes = causesFor({ kind, d, alive, busy, figures });
  const [boundTo = null, ...others] = allowedFor(busy);
  const reason = {
    kind: 'figures',
    verdict: kind,
    ...worked,
    threads: threads.length,
    busyThreads: busy.length,
    shape: shapeOf(busy.length, alive, worked),
    wasQueued: wasQueued(worked.d),
    causes,
    boundTo: others.length === 0 && cpus > 1 ? boundTo : null,
  } as const;
  return { r, d, kind, reason, causes, busyThreads: busy.length };
}

function shapeOf(
  busy: number,
  alive: number,
  worked: { readonly r: number; readonly d: number },
): MixedShape {
  if (busy === 1) return oneAlwaysWanted(worked) && ranOnOneCore(worked.r) ? 'one-core' : 'part-time';
  return busy > 1 && !areSeveral(alive) ? 'one-by-one' : 'between';
}

interface Judged {
  readonly kind: Kind;
  readonly d: number;
  readonly alive: number;
  readonly busy: readonly WatchedThreadRecord[];
  readonly figures: WatchedFigures;
}

/** What held it back, where it was. */
function causesFor({ kind, d, alive, busy, figures }: Judged): Cause[] {
  const lock = kind === 'SERIALISED' ? [lockOf(busy, figures)] : [];
  const isHeldBack =
    kind === 'STARVED' ||
    (kind === 'MIXED' && wasQueued(d)) ||
    (kind !== 'PARALLEL' && wasStopped(figures.conditions));
  if (!isHeldBack || figures.durationNs < THRESHOLDS.shortestWatchNs) return lock;
  const wantedCpus = kind === 'STARVED' ? Math.round(alive) : 0;
  return [...lock, ...causesOfProgram(figures, busy, wantedCpus, d)];
}

/** What several threads that run one at a time share. */
function lockOf(busy: readonly WatchedThreadRecord[], { programs }: WatchedFigures): LockCause {
  const pids = [...new Set(busy.map(({ pid }) => pid))];
  const isPython = /^(python|pypy)/.test(programs.get(pids[0] ?? 0) ?? '');
  const between = pids.length > 1 ? 'processes' : isPython ? 'python-threads' : 'threads';
  return { kind: 'lock', switchesPerSecond: switchesPerSecond(busy.map(lifeOf)), between };
}

function lifeOf({ firstSeenNs, lastSeenNs, runNs, runDelayNs, voluntarySwitches }: WatchedThreadRecord) {
  return { lifeNs: lastSeenNs - firstSeenNs, runNs, runDelayNs, voluntarySwitches };
}
