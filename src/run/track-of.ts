import type { Point } from '../machine/follow/thread/track.ts';
import type { ThreadTrack } from '../model/trial/timeline.ts';

/** A thread's points as a track of a timeline that begins at `startNs`. Null with fewer than two. */
export function trackOf(
  who: Pick<ThreadTrack, 'name' | 'pid' | 'tid'>,
  points: readonly Point[],
  startNs: number,
): ThreadTrack | null {
  if (points.length < 2) return null;
  return {
    ...who,
    atUs: points.map(({ atNs }) => toUs(atNs - startNs)),
    cpu: points.map(({ cpu }) => cpu),
    runUs: steps(points.map(({ runNs }) => runNs)),
    runDelayUs: steps(points.map(({ runDelayNs }) => runDelayNs)),
    ...(points.some(({ wait }) => wait != null) ? { waits: points.map(({ wait }) => wait ?? null) } : {}),
  };
}

/** How much a clock went on between each sample and the one before, in µs: rounded so that the sum stays what it is. */
function steps(totalsNs: readonly number[]): number[] {
  const first = totalsNs[0] ?? 0;
  const totalsUs = totalsNs.map((ns) => toUs(ns - first));
  return totalsUs.map((us, index) => (index === 0 ? 0 : Math.max(0, us - (totalsUs[index - 1] as number))));
}

function toUs(ns: number): number {
  return Math.round(ns / 1e3);
}
