import type { Point } from '../../../machine/follow/thread/track.ts';
import { clocksAt } from './clocks-at.ts';

/** More bins than this aren't cut any finer: a phase is a hundredth of the run at least. */
const MOST_BINS = 2048;
/** One sample more or less in a bin must not look like a change. */
const SAMPLES_PER_BIN = 2;

/** How many cores were busy, and wanted, in stretches of equal length. */
export interface Bins {
  readonly binNs: number;
  /** CPUs utilised. */
  readonly r: readonly number[];
  /** Runnable but waiting, in CPUs. */
  readonly d: readonly number[];
  /** What the thread that ran, or was queued, most had of both. */
  readonly most: readonly number[];
  /** Which thread that was, by its place among the tracks. */
  readonly mostBy: readonly number[];
}

/** @param tracks the points of each thread */
export function binsOf(tracks: readonly (readonly Point[])[], durationNs: number, intervalMs: number): Bins {
  const spacingNs = Math.max(intervalMs * 1e6, spacingOf(tracks));
  const count = Math.min(MOST_BINS, Math.max(1, Math.floor(durationNs / (SAMPLES_PER_BIN * spacingNs))));
  const binNs = durationNs / count;
  const edges = Array.from({ length: count + 1 }, (_, edge) => edge * binNs);
  const [r, d, most] = [0, 1, 2].map(() => new Array<number>(count).fill(0)) as [
    number[],
    number[],
    number[],
  ];
  const mostBy = new Array<number>(count).fill(0);
  for (const [thread, points] of tracks.entries()) {
    const clocks = clocksAt(points, edges);
    const during = (clock: Float64Array, bin: number) =>
      ((clock[bin + 1] as number) - (clock[bin] as number)) / binNs;
    for (let bin = 0; bin < count; bin++) {
      const [ran, queued] = [during(clocks.runNs, bin), during(clocks.runDelayNs, bin)];
      r[bin] = (r[bin] as number) + ran;
      d[bin] = (d[bin] as number) + queued;
      if (ran + queued <= (most[bin] as number)) continue;
      most[bin] = ran + queued;
      mostBy[bin] = thread;
    }
  }
  return { binNs, r, d, most, mostBy };
}

/** How far apart samples are (ns) in the track that has most of them: long watches keep only some. */
function spacingOf(tracks: readonly (readonly Point[])[]): number {
  const longest = tracks.reduce((a, b) => (b.length > a.length ? b : a), []);
  const [first, last] = [longest[0], longest.at(-1)];
  if (first === undefined || last === undefined || longest.length < 3) return 0;
  return (last.atNs - first.atNs) / (longest.length - 1);
}
