import type { Wait } from '../../machine/follow/waits/wait.ts';
import type { WaitShares } from '../../stats/watched-figures.ts';
import type { SeenLock } from './locks.ts';
import { type ThreadWaits, waitedIn } from './thread-waits.ts';

/** What those that did the work waited for, as shares of the time in which they were blocked; null where most of it is unknown. */
export function waitSharesOf(
  threads: readonly ThreadWaits[],
  locks: readonly SeenLock[],
  durationNs: number,
): WaitShares | null {
  const busy = threads.filter(({ isBusy }) => isBusy);
  const blockedNs = busy.reduce((sum, thread) => sum + thread.blockedNs, 0);
  const known = busy.filter(({ waits }) => waits !== null);
  const knownNs = known.reduce((sum, thread) => sum + thread.blockedNs, 0);
  if (2 * knownNs < blockedNs) return null;
  const waited = (is: (wait: Wait) => boolean) =>
    known.reduce((sum, thread) => sum + waitedIn(thread, is), 0);
  const share = (is: (wait: Wait) => boolean) => waited(is) / Math.max(1, knownNs);
  const top = topLockOf(locks);
  // A process’ own word that one thread waits at is no other process’ to wake: with nobody beside it, it is a sleep.
  const mayBeOthers = (wait: Wait) =>
    busy.filter(({ pid }) => pid === wait.pid).length > 1 ||
    locks.some(({ busyWaiters, waits }) => busyWaiters > 1 && waits.has(wait));
  const isGil = (wait: Wait) => locks.some((lock) => lock.isGil && lock.waits.has(wait));
  const anyLock = share((wait) => wait.kind === 'fileLock' || (wait.kind === 'lock' && mayBeOthers(wait)));
  return {
    oneLock: (top?.busyNs ?? 0) / Math.max(1, knownNs),
    oneLockThreads: top?.busyWaiters ?? 0,
    atLock: (top?.busyNs ?? 0) / Math.max(1, durationNs),
    anyLock,
    atLocks: (anyLock * knownNs) / Math.max(1, durationNs),
    mutex: share((wait) => wait.isMutex || isGil(wait)),
    fileLock: share(({ kind }) => kind === 'fileLock'),
    sleep: share(({ kind }) => kind === 'sleep'),
    idling: waited(({ kind }) => kind === 'eventLoop' || kind === 'child') / Math.max(1, durationNs),
    handing: share(({ kind, object }) => (kind === 'read' || kind === 'write') && object?.type !== 'file'),
  };
}

/** How many threads of the program waited for a file's lock at a time, on average, whether or not they did the work. */
export function atFileLock(threads: readonly ThreadWaits[], durationNs: number): number {
  const ns = threads.reduce((sum, thread) => sum + waitedIn(thread, ({ kind }) => kind === 'fileLock'), 0);
  return ns / Math.max(1, durationNs);
}

/** The lock at which those that did the work waited longest; null where several never did. */
export function topLockOf(locks: readonly SeenLock[]): SeenLock | null {
  const shared = locks.filter(({ busyWaiters }) => busyWaiters > 1);
  return shared.sort((a, b) => b.busyNs - a.busyNs)[0] ?? null;
}
