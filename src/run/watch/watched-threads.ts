import type { FollowedThread } from '../../machine/follow/thread/thread.ts';
import type { WatchedThreadRecord } from '../../model/documents/watch.ts';
import type { Timeline } from '../../model/trial/timeline.ts';
import { trackOf } from '../track-of.ts';
import { type ThreadWaits, waitsByKind } from '../waits/thread-waits.ts';
import type { SampledThread } from './phases/threads-within.ts';

/** So many threads are told of; of a build that starts ten thousand, the others are counted. */
export const MOST_THREADS = 1_000;

/** Every thread that was seen, as a record: those that ran most first. */
export function recordsOf(
  threads: readonly FollowedThread[],
  waits: readonly ThreadWaits[],
): WatchedThreadRecord[] {
  return threads
    .map((thread, index) => recordOf(thread, waits[index] as ThreadWaits))
    .sort((a, b) => b.runNs - a.runNs || a.tid - b.tid);
}

function recordOf(thread: FollowedThread, seen: ThreadWaits): WatchedThreadRecord {
  const { pid, tid, comm, sinceNs, untilNs, runNs, runDelayNs, migrations } = thread;
  return {
    pid,
    tid,
    comm,
    firstSeenNs: sinceNs,
    lastSeenNs: untilNs,
    runNs,
    runDelayNs,
    blockedNs: seen.blockedNs,
    waits: waitsByKind(seen),
    cpusSeen: thread.sampled().cpusSeen,
    migrations,
    voluntarySwitches: thread.switches('voluntarySwitches'),
    involuntarySwitches: thread.switches('involuntarySwitches'),
    allowedCpus: thread.status.allowedCpus,
    isBusy: seen.isBusy,
  };
}

/** The samples of each thread; of one whose track was dropped, its two ends. */
export function sampledThreads(
  threads: readonly FollowedThread[],
  waits: readonly ThreadWaits[],
): SampledThread[] {
  return threads.map((thread, index) => {
    const { track, sinceNs, untilNs, runNs, runDelayNs } = thread;
    const ends = [
      { atNs: sinceNs, cpu: null, runNs: 0, runDelayNs: 0 },
      { atNs: untilNs, cpu: null, runNs, runDelayNs },
    ];
    const record = recordOf(thread, waits[index] as ThreadWaits);
    return { record, points: track.length < 2 ? ends : track.points() };
  });
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
