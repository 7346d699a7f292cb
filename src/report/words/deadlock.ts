import type { DeadlockedThread, WaitedLock } from '../../model/waits.ts';
import type { DeadlockReason } from '../../run/waits/deadlock.ts';
import { namedThread } from './figures.ts';
import { lockName } from './lock-name.ts';

/** `a deadlock: "a" (tid 12) waits for lock A (first in m), which "b" (tid 13) holds; …`. */
export function deadlockWords({ threads, locks }: Pick<DeadlockReason, 'threads' | 'locks'>): string {
  return `a deadlock: ${threads.map((thread) => heldWords(thread, threads, locks)).join('; ')}`;
}

function heldWords(
  { tid, comm, waitsFor, heldBy }: DeadlockedThread,
  threads: readonly DeadlockedThread[],
  locks: readonly WaitedLock[],
): string {
  const lock = locks.find(({ id }) => id === waitsFor);
  const name = lock === undefined ? '' : ` (${lockName(lock)})`;
  const holder = threads.find((other) => other.tid === heldBy);
  const who = holder === undefined || heldBy === tid ? 'it holds itself' : `${namedThread(holder)} holds`;
  return `${namedThread({ tid, comm })} waits for lock ${waitsFor}${name}, which ${who}`;
}
