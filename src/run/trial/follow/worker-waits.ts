import type { FollowedThread } from '../../../machine/follow/thread/thread.ts';
import type { WorkerWaits } from '../../../model/waits.ts';
import { locksOf } from '../../waits/locks.ts';
import { threadWaitsOf, waitedIn, waitsByKind } from '../../waits/thread-waits.ts';
import type { Seen } from './trial-watch.ts';

/** What each thread of a trial was blocked in. */
export function workerWaitsOf({
  threads,
  locks,
}: Pick<Seen, 'threads' | 'locks'>): ReadonlyMap<FollowedThread, WorkerWaits> {
  const followed = [...new Set(threads.values())];
  const all = threadWaitsOf(followed, new Set(followed));
  const seen = locksOf(all, (wait, address) => locks.describe(wait, address));
  return new Map(
    all.map((thread, index) => {
      const own = seen.map(({ id, symbol, file, isGil, waits }) => {
        return { id, symbol, file, isGil, ns: waitedIn(thread, (wait) => waits.has(wait)) };
      });
      const waited = own.filter(({ ns }) => ns > 0).sort((a, b) => b.ns - a.ns);
      return [followed[index] as FollowedThread, { byKind: waitsByKind(thread), locks: waited }];
    }),
  );
}
