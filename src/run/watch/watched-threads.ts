import type { FollowedThread } from '../../machine/follow/thread/thread.ts';
import type { WatchedThreadRecord } from '../../model/documents/watch.ts';
import type { Timeline } from '../../model/trial/timeline.ts';
import { UNKNOWN_WAITS } from '../../model/waits.ts';
import { busyThreads } from '../../stats/busy-threads.ts';
import { trackOf } from '../track-of.ts';

/** So many threads are told of; of a build that starts ten thousand, the others are counted. */
export const MOST_THREADS = 1_000;

/** Every thread that was seen, as a record: those that ran most first. */
export function recordsOf(threads: readonly FollowedThread[]): WatchedThreadRecord[] {
  const busy = new Set(busyThreads(threads));
  return [...threads]
    .sort((a, b) => b.runNs - a.runNs || a.tid - b.tid)
    .map((thread) => ({ ...recordOf(thread), isBusy: busy.has(thread) }));
}

function recordOf(thread: FollowedThread): Omit<WatchedThreadRecord, 'isBusy'> {
  const { pid, tid, comm, sinceNs, untilNs, lifeNs, runNs, runDelayNs, migrations } = thread;
  return {
    pid,
    tid,
    comm,
    firstSeenNs: sinceNs,
    lastSeenNs: untilNs,
    runNs,
    runDelayNs,
    blockedNs: Math.max(0, lifeNs - runNs - runDelayNs),
    waits: UNKNOWN_WAITS,
    cpusSeen: thread.sampled().cpusSeen,
    migrations,
    voluntarySwitches: thread.switches('voluntarySwitches'),
    involuntarySwitches: thread.switches('involuntarySwitches'),
    allowedCpus: thread.status.allowedCpus,
  };
}

/** Where those threads ran that kept their tracks. */
export function watchTimeline(threads: readonly FollowedThread[], lengthNs: number): Timeline {
  const byRun = [...threads].sort((a, b) => b.runNs - a.runNs).slice(0, MOST_THREADS);
  const tracks = byRun
    .sort((a, b) => a.pid - b.pid || a.tid - b.tid)
    .flatMap(({ comm, pid, tid, track }) => trackOf({ name: comm, pid, tid }, track.points(), 0) ?? []);
  return {
    startNs: 0,
    lengthUs: Math.round(lengthNs / 1e3),
    threads: tracks,
    omittedThreads: threads.length - tracks.length,
  };
}
