import { countOf, formatNs } from '../../base/units.ts';
import type { WatchedThreadRecord } from '../../model/documents/watch.ts';
import type { WaitedLock } from '../../model/waits.ts';
import { namedThread } from './figures.ts';
import { lockName } from './lock-name.ts';

/**
 * `lock A, counter_lock in m: 4 threads, 2.90 s in all, held by "worker" (tid 12)`.
 * @param isNamed whether it was named before
 */
export function lockText(
  lock: WaitedLock,
  threads: readonly WatchedThreadRecord[],
  isNamed: boolean,
): string {
  const waited = `${countOf(lock.waiters.length, 'thread')}, ${formatNs(lock.ns)} in all`;
  const held = lock.owner === null ? '' : `, held by ${threadName(lock.owner, threads)}`;
  return `lock ${lock.id}${isNamed ? '' : `, ${lockName(lock)}`}: ${waited}${held}`;
}

/** `lock B: 1 thread waits for ever, 4.92 s so far`: what it is, and who holds it, is said of the deadlock. */
export function deadlockedText({ id, waiters, ns }: WaitedLock): string {
  const one = waiters.length === 1;
  const who = `${countOf(waiters.length, 'thread')} ${one ? 'waits' : 'wait'} for ever`;
  return `lock ${id}: ${who}, ${formatNs(ns)}${one ? '' : ' in all'} so far`;
}

/** `2 futexes at which only threads waited that hardly ran (a pool): 12.00 s in all`. */
export function idleText(locks: readonly WaitedLock[]): string {
  return `${countOf(locks.length, 'futex')} at which only threads waited that hardly ran (a pool): ${inAll(locks)}`;
}

/** `3 futexes with one thread each, parked there (a join, …): 2.00 s in all`. */
export function parkedText(locks: readonly WaitedLock[]): string {
  const each = locks.length === 1 ? '' : ' each';
  return `${countOf(locks.length, 'futex')} with one thread${each}, parked there (a join, an idle thread, or a lock whose holder isn’t known): ${inAll(locks)}`;
}

function inAll(locks: readonly WaitedLock[]): string {
  return `${formatNs(locks.reduce((sum, { ns }) => sum + ns, 0))} in all`;
}

/** `"worker" (tid 12)`; by its number alone where it isn’t in the list. */
export function threadName(
  tid: number,
  threads: readonly Pick<WatchedThreadRecord, 'tid' | 'comm'>[],
): string {
  const thread = threads.find((one) => one.tid === tid);
  return thread === undefined ? `tid ${tid}` : namedThread(thread);
}
