import type { Point } from '../../../machine/follow/thread/track.ts';

/**
 * Queueing is added to a thread's clock when it gets a CPU, at the end of its wait (kernel/sched/stats.h, sched_info_arrive).
 * What doesn't fit in between two samples, beside what it ran, was before them: it goes back there.
 */
export function delaysBack(points: readonly Point[]): readonly Point[] {
  const totals = points.map(({ runDelayNs }) => runDelayNs);
  for (let index = points.length - 1; index > 1; index--) {
    const [before, after] = [points[index - 1] as Point, points[index] as Point];
    const roomNs = Math.max(0, after.atNs - before.atNs - (after.runNs - before.runNs));
    totals[index - 1] = Math.max(totals[index - 1] as number, (totals[index] as number) - roomNs);
  }
  return points.map((point, index) => ({ ...point, runDelayNs: totals[index] as number }));
}
