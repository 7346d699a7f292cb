import { maxOf, minOf } from '../../../base/extremes.ts';
import type { FollowedThread } from '../../../machine/follow/thread/thread.ts';
import type { Point } from '../../../machine/follow/thread/track.ts';
import type { KernelClocks } from '../../../model/trial/evidence.ts';
import type { ThreadTrack, Timeline } from '../../../model/trial/timeline.ts';
import { trackOf } from '../../track-of.ts';
import type { WorkerHandle } from '../workers/worker-handle.ts';

/** Where a trial's workers ran. Each begins and ends as it told itself; the samples from outside lie in between. */
export function trialTimeline(
  workers: readonly WorkerHandle[],
  watched: ReadonlyMap<WorkerHandle, FollowedThread>,
): Timeline | null {
  const starts = workers.flatMap(({ startNs }) => startNs ?? []);
  if (starts.length === 0) return null;
  const startNs = minOf(starts);
  const threads = onePerThread(workers).flatMap((worker) => trackOfWorker(worker, watched, startNs) ?? []);
  if (threads.length === 0) return null;
  const lengthUs = maxOf(threads.map(({ atUs }) => atUs.at(-1) ?? 0));
  return { startNs, lengthUs, threads, omittedThreads: 0 };
}

/** Workers of one event loop are on one thread: the one that is there longest stands for all. */
function onePerThread(workers: readonly WorkerHandle[]): WorkerHandle[] {
  const byThread = new Map<unknown, WorkerHandle>();
  for (const worker of workers) {
    const key = worker.identity?.tid ?? worker;
    const other = byThread.get(key);
    if (other === undefined || lengthOf(worker) > lengthOf(other)) byThread.set(key, worker);
  }
  return [...byThread.values()];
}

function lengthOf({ sample }: WorkerHandle): number {
  return sample === null ? 0 : sample.endNs - sample.startNs;
}

function trackOfWorker(
  worker: WorkerHandle,
  watched: ReadonlyMap<WorkerHandle, FollowedThread>,
  startNs: number,
): ThreadTrack | null {
  const { identity, slot, sample, before } = worker;
  const first = worker.startNs === null ? null : pointOf(worker.startNs, before);
  const last = sample === null ? null : pointOf(sample.endNs, sample.after);
  if (first === null) return null;
  const seen = watched.get(worker)?.track.points({ first, last }) ?? [
    first,
    ...(last === null ? [] : [last]),
  ];
  return trackOf({ name: slot.name, pid: identity?.pid ?? null, tid: identity?.tid ?? null }, seen, startNs);
}

function pointOf(atNs: number, clocks: KernelClocks | null): Point | null {
  const { runNs = null, runDelayNs = null } = clocks ?? {};
  return runNs === null || runDelayNs === null ? null : { atNs, cpu: null, runNs, runDelayNs };
}
