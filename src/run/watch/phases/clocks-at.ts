import type { Point } from '../../../machine/follow/thread/track.ts';

/** A thread's clocks at some moments: totals, in ns. */
export interface ClocksAt {
  readonly runNs: Float64Array;
  readonly runDelayNs: Float64Array;
}

/**
 * Between two samples nobody knows when a thread ran: its clocks go on evenly. Before the first sample and after the last
 * they stand still.
 * @param timesNs ascending
 */
export function clocksAt(points: readonly Point[], timesNs: readonly number[]): ClocksAt {
  const runNs = new Float64Array(timesNs.length);
  const runDelayNs = new Float64Array(timesNs.length);
  let next = 0;
  timesNs.forEach((atNs, index) => {
    while (next < points.length && (points[next] as Point).atNs <= atNs) next++;
    const before = points[Math.max(0, next - 1)];
    const after = points[Math.min(next, points.length - 1)];
    if (before === undefined || after === undefined) return;
    const share = Math.max(0, atNs - before.atNs) / Math.max(1, after.atNs - before.atNs);
    runNs[index] = before.runNs + share * (after.runNs - before.runNs);
    runDelayNs[index] = before.runDelayNs + share * (after.runDelayNs - before.runDelayNs);
  });
  return { runNs, runDelayNs };
}
