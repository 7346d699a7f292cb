import type { FollowedThread } from '../../machine/follow/thread/thread.ts';
import type { Wait } from '../../machine/follow/waits/wait.ts';
import type { DeadlockedThread, WaitedLock } from '../../model/waits.ts';
import { findCycle } from './cycle.ts';
import { locksByWait, type SeenLock } from './locks.ts';

/** Threads that wait for each other in a circle, with the locks that they wait for. */
export interface DeadlockReason {
  readonly kind: 'deadlock';
  readonly threads: readonly DeadlockedThread[];
  readonly locks: readonly WaitedLock[];
}

/** A thread that waits for a lock, and who was found holding it, twice. */
export interface WaitForOwner {
  readonly thread: Pick<FollowedThread, 'tid' | 'comm'>;
  readonly wait: Wait;
  readonly by: number;
}

/** A circle of waits is a deadlock; null where there is none. */
export function deadlockAmong(
  waiting: readonly WaitForOwner[],
  locks: readonly SeenLock[],
): readonly DeadlockedThread[] | null {
  const lockOf = locksByWait(locks);
  const edges = waiting.flatMap(({ thread: { tid, comm }, wait, by }) => {
    const lock = lockOf.get(wait);
    return lock === undefined ? [] : [{ tid, comm, waitsFor: lock.id, heldBy: by }];
  });
  return findCycle(edges);
}
