import { countOf, formatNs } from '../../base/units.ts';
import type { WatchedThreadRecord } from '../../model/documents/watch.ts';
import type { WaitedLock } from '../../model/waits.ts';
import { namedThread } from './figures.ts';
import { lockName } from './lock-name.ts';

/** `lock A, counter_lock in m: 4 threads, 2.90 s in all, held by "worker" (tid 12)`. */
export function lockText(lock: WaitedLock, threads: readonly WatchedThreadRecord[]): string {
  const waited = `${countOf(lock.waiters.length, 'thread')}, ${formatNs(lock.ns)} in all`;
  const held = lock.owner === null ? '' : `, held by ${threadName(lock.owner, threads)}`;
  return `lock ${lock.id}, ${lockName(lock)}: ${waited}${held}`;
}

/** `3 futexes with one thread each (a join, an idle thread): 2.00 s in all`. */
export function parkedText(locks: readonly WaitedLock[]): string {
  const ns = locks.reduce((sum, lock) => sum + lock.ns, 0);
  const each = locks.length === 1 ? '' : ' each';
  return `${countOf(locks.length, 'futex')} with one thread${each}, parked there (a join, an idle thread): ${formatNs(ns)} in all`;
}

/** `"worker" (tid 12)`; by its number alone where it isn’t in the list. */
export function threadName(
  tid: number,
  threads: readonly Pick<WatchedThreadRecord, 'tid' | 'comm'>[],
): string {
  const thread = threads.find((one) => one.tid === tid);
  return thread === undefined ? `tid ${tid}` : namedThread(thread);
}
