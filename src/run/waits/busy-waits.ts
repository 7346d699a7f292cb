import type { Wait } from '../../machine/follow/waits/wait.ts';
import type { WaitShares } from '../../stats/watched-figures.ts';
import { locksByWait, type SeenLock } from './locks.ts';
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
  const share = (is: (wait: Wait) => boolean) =>
    known.reduce((sum, thread) => sum + waitedIn(thread, is), 0) / Math.max(1, knownNs);
  const top = topLockOf(locks);
  const lockOf = locksByWait(locks);
  const isGil = (wait: Wait) => lockOf.get(wait)?.isGil === true;
  const isShared = (wait: Wait) => (lockOf.get(wait)?.busyWaiters ?? 0) > 1;
  // A process’ own word that one thread waits at is no other process’ to wake: with nobody beside it, it is a sleep.
  const isBeside = ({ pid }: Wait) => busy.filter((thread) => thread.pid === pid).length > 1;
  // Where idle threads wait as well, it is the word of a pool.
  const isPool = (wait: Wait) => lockOf.get(wait)?.shared === true;
  const isOwn = (wait: Wait) => wait.kind === 'lock' && !isPool(wait) && isBeside(wait);
  return {
    blocked: knownNs / Math.max(1, durationNs),
    oneLock: (top?.busyNs ?? 0) / Math.max(1, knownNs),
    oneLockThreads: top?.busyWaiters ?? 0,
    mutex: share((wait) => wait.isMutex || isGil(wait)),
    ownWords: share((wait) => isOwn(wait) && !wait.isTimed),
    naps: share((wait) => isOwn(wait) && wait.isTimed),
    anyLock: share((wait) => wait.kind === 'fileLock' || isOwn(wait) || isShared(wait)),
    fileLock: share(({ kind }) => kind === 'fileLock'),
    sleep: share(({ kind }) => kind === 'sleep'),
    idling: share(({ kind }) => kind === 'eventLoop' || kind === 'child'),
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
