import { maxOf } from '../../base/extremes.ts';
import type { FollowedThread } from '../../machine/follow/thread/thread.ts';
import type { StoppedThreads } from '../../model/cause.ts';

/** It stood still for much of the time because it was stopped, not because it waited. */
export interface StoppedReason {
  readonly kind: 'stopped';
  readonly who: StoppedThreads;
  readonly durationNs: number;
  /** Cores that it kept busy, on average. */
  readonly r: number;
}

/** Who was stopped, and whether that is why the program stood still. */
export interface Stops {
  readonly who: StoppedThreads;
  /** The share of the time in which its threads neither ran nor were queued that they were stopped. */
  readonly shareOfBlocked: number;
}

type Thread = Pick<
  FollowedThread,
  'pid' | 'wasStopped' | 'wasTraced' | 'stoppedNs' | 'lifeNs' | 'runNs' | 'runDelayNs'
>;

/** Those threads that were seen stopped; null where none was. */
export function stopsOf(threads: readonly Thread[]): Stops | null {
  const stopped = threads.filter(({ wasStopped }) => wasStopped);
  if (stopped.length === 0) return null;
  const processesOf = (some: readonly Thread[]) => new Set(some.map(({ pid }) => pid)).size;
  const blockedNs = totalOf(threads, ({ lifeNs, runNs, runDelayNs }) => lifeNs - runNs - runDelayNs);
  return {
    who: {
      threads: stopped.length,
      ofThreads: threads.length,
      processes: processesOf(stopped),
      ofProcesses: processesOf(threads),
      longestNs: maxOf(
        stopped.map(({ stoppedNs }) => stoppedNs),
        0,
      ),
      byTracer: stopped.every(({ wasTraced }) => wasTraced),
    },
    shareOfBlocked: totalOf(stopped, ({ stoppedNs }) => stoppedNs) / Math.max(1, blockedNs),
  };
}

function totalOf(threads: readonly Thread[], ns: (thread: Thread) => number): number {
  return threads.reduce((sum, thread) => sum + ns(thread), 0);
}
