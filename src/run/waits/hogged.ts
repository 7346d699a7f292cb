import type { Wait } from '../../machine/follow/waits/wait.ts';
import { switchesPerSecond } from '../../stats/busy-threads.ts';
import { THRESHOLDS } from '../../stats/thresholds.ts';
import type { WaitForOwner } from './deadlock.ts';
import { locksByWait, type SeenLock } from './locks.ts';
import { type ThreadWaits, waitedIn } from './thread-waits.ts';

/** What others hardly get, while a thread of their process works all the time. */
export interface Hogged {
  /** Null where each waits at a word of its own, so that none tells which lock it is. */
  readonly lock: SeenLock | null;
  /** How long (ns) they waited, all together. */
  readonly ns: number;
}

/**
 * Locks let whoever runs have them first. One thread was found holding it again and again, or the mutex says “locked” whenever
 * others are woken, or several are woken all the time and have nothing to do. Null where there is no such lock.
 */
export function hoggedBy(
  threads: readonly ThreadWaits[],
  locks: readonly SeenLock[],
  held: readonly WaitForOwner[],
  durationNs: number,
): Hogged | null {
  const busy = threads.filter(({ isBusy }) => isBusy);
  const idle = threads.filter(({ isBusy, pid }) => !isBusy && busy.some((thread) => thread.pid === pid));
  const keepsOut = (tid: number | null) => busy.some((thread) => thread.tid === tid);
  const isHogged = (lock: SeenLock) =>
    held.some(({ wait, by }) => lock.waits.has(wait) && keepsOut(by)) ||
    ((lock.owner === null || keepsOut(lock.owner)) && idle.some((thread) => isTurnedAway(thread, lock)));
  const isLong = (ns: number) => ns >= THRESHOLDS.mostlyWaits * durationNs;
  const lock = locks.find((each) => isLong(each.ns) && isHogged(each));
  if (lock !== undefined) return { lock, ns: lock.ns };
  const lockOf = locksByWait(locks);
  const parked = idle.map((thread) => parkedNs(thread, lockOf)).filter((ns) => ns > 0);
  const ns = parked.reduce((sum, each) => sum + each, 0);
  return parked.length > 1 && isLong(ns) ? { lock: null, ns } : null;
}

/** It does little but wait at the mutex, and is woken there again and again. */
function isTurnedAway(thread: ThreadWaits, lock: SeenLock): boolean {
  const ns = waitedIn(thread, (wait) => wait.isMutex && lock.waits.has(wait));
  return isMostly(ns, thread) && wakesPerSecond(thread) >= THRESHOLDS.wokenPerSecond;
}

/** How long (ns) it waited at words of its own, woken all the time to do next to nothing; else 0. Workers of a pool share one. */
function parkedNs(thread: ThreadWaits, lockOf: ReadonlyMap<Wait, SeenLock>): number {
  const isPool = (wait: Wait) => lockOf.get(wait)?.shared === true;
  const ns = waitedIn(thread, (wait) => wait.kind === 'lock' && !wait.isTimed && !isPool(wait));
  const doesNothing = thread.runNs <= THRESHOLDS.nothingDoneNs * (thread.voluntarySwitches ?? 0);
  const isWoken = wakesPerSecond(thread) >= THRESHOLDS.wokenInVainPerSecond;
  return isMostly(ns, thread) && isWoken && doesNothing ? ns : 0;
}

function isMostly(ns: number, { lifeNs }: ThreadWaits): boolean {
  return ns >= THRESHOLDS.mostlyWaits * lifeNs;
}

function wakesPerSecond(thread: ThreadWaits): number {
  return switchesPerSecond([thread]) ?? 0;
}
