import type { FollowedThread } from '../../machine/follow/thread/thread.ts';
import type { UnreadReason } from '../../machine/follow/waits/wait-table.ts';
import type { HoggedLock, LockPlace } from '../../model/cause.ts';
import { busyThreads } from '../../stats/busy-threads.ts';
import type { WaitShares } from '../../stats/watched-figures.ts';
import type { Follower } from '../watch/follow/follower.ts';
import { atFileLock, topLockOf, waitSharesOf } from './busy-waits.ts';
import { type DeadlockReason, deadlockAmong } from './deadlock.ts';
import { hoggedBy } from './hogged.ts';
import { locksOf, plainLock, type SeenLock } from './locks.ts';
import { type Pipeline, pipelineOf } from './pipeline.ts';
import { type StuckReason, stuckAmong } from './stuck.ts';
import { type ThreadWaits, threadWaitsOf } from './thread-waits.ts';

/** Threads of which it isn’t known what they waited for. */
export interface UnreadThreads {
  readonly threads: number;
  readonly reason: UnreadReason;
}

/** What the threads of a program waited for. */
export interface WaitsSeen {
  /** In the order of the follower's threads. */
  readonly threads: readonly ThreadWaits[];
  readonly locks: readonly SeenLock[];
  readonly shares: WaitShares | null;
  readonly topLock: LockPlace | null;
  /** Threads that waited for a file's lock at a time, on average. */
  readonly atFileLock: number;
  /** What others never get; null where there is no such lock. */
  readonly hogged: HoggedLock | null;
  readonly deadlock: DeadlockReason | StuckReason | null;
  readonly pipeline: Pipeline | null;
  readonly unread: UnreadThreads | null;
}

export function waitsSeen(follower: Follower, durationNs: number): WaitsSeen {
  const followed = follower.threads();
  const threads = threadWaitsOf(followed, new Set(busyThreads(followed)));
  const locks = locksOf(threads, (wait, address) => follower.describeLock(wait, address));
  const hogged = hoggedBy(threads, locks, follower.heldLocks(), durationNs);
  return {
    threads,
    locks,
    shares: waitSharesOf(threads, locks, durationNs),
    atFileLock: atFileLock(threads, durationNs),
    topLock: placeOf(topLockOf(locks), durationNs),
    hogged:
      hogged === null
        ? null
        : { at: placeOf(hogged.lock, durationNs, hogged.ns), waiting: hogged.ns / durationNs },
    deadlock: deadlockOf(follower, locks),
    pipeline: pipelineOf(threads, durationNs),
    unread: unreadAmong(followed),
  };
}

function placeOf(lock: SeenLock | null, durationNs: number, waitedNs = lock?.busyNs ?? 0): LockPlace | null {
  if (lock === null) return null;
  const { id, where, symbol, file, isGil, waits } = lock;
  const isMutex = [...waits].some((wait) => wait.isMutex);
  return { id, where, symbol, file, isGil, isMutex, waiting: waitedNs / durationNs };
}

function deadlockOf(follower: Follower, locks: readonly SeenLock[]): WaitsSeen['deadlock'] {
  const threads = deadlockAmong(follower.heldLocks(), locks);
  if (threads === null) return stuckAmong(follower.living());
  return { kind: 'deadlock', threads, locks: locks.map(plainLock) };
}

/** Those that were refused, or whose waits the kernel keeps no record of, and nothing else told. */
function unreadAmong(threads: readonly FollowedThread[]): UnreadThreads | null {
  const unread = threads.filter(({ waits }) => waits?.unread != null);
  const reason = unread[0]?.waits?.unread ?? null;
  return reason === null ? null : { threads: unread.length, reason };
}
