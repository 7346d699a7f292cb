import type { DeadlockedThread, WaitedLock } from '../../model/waits.ts';
import type { DeadlockReason } from '../../run/waits/deadlock.ts';
import { lockName } from './lock-name.ts';

/** `a deadlock: "a" (tid 12) waits for lock A (first in m), which "b" (tid 13) holds; …`. */
export function deadlockWords({ threads, locks }: DeadlockReason): string {
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
  const who = holder === undefined || heldBy === tid ? 'it holds itself' : `${whoIs(holder)} holds`;
  return `${whoIs({ tid, comm })} waits for lock ${waitsFor}${name}, which ${who}`;
}

function whoIs({ tid, comm }: Pick<DeadlockedThread, 'tid' | 'comm'>): string {
  return `${JSON.stringify(comm)} (tid ${tid})`;
}
