import { busyThreads, type ThreadLife } from '../../stats/busy-threads.ts';
import type { FollowedThread } from './thread/thread.ts';

/** What the busy threads of a process tree did while they were followed, all of them together. */
export interface TreeTotals {
  /** How many were busy, for a tenth of their own lives or more (stats/busy-threads). */
  readonly threads: number;
  /** The sum of their lives. */
  readonly lifeNs: number;
  readonly runNs: number;
  readonly runDelayNs: number;
  readonly voluntarySwitches: number;
}

export function totalsOf(threads: readonly FollowedThread[]): TreeTotals {
  const busy = busyThreads(threads.map(doneBy), 'life');
  const sum = (figure: keyof Done) => busy.reduce((total, done) => total + done[figure], 0);
  return {
    threads: busy.length,
    lifeNs: sum('lifeNs'),
    runNs: sum('runNs'),
    runDelayNs: sum('runDelayNs'),
    voluntarySwitches: sum('voluntarySwitches'),
  };
}

interface Done extends ThreadLife {
  readonly voluntarySwitches: number;
}

function doneBy(thread: FollowedThread): Done {
  const { lifeNs, runNs, runDelayNs } = thread;
  return { lifeNs, runNs, runDelayNs, voluntarySwitches: thread.switches('voluntarySwitches') ?? 0 };
}
