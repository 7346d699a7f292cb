import type { ThreadTrack } from '../model/timeline.ts';

/** A thread's clocks at one moment: totals since it was born. */
export interface Point {
  /** In ns since the run's epoch. */
  readonly atNs: number;
  readonly cpu: number | null;
  readonly runNs: number;
  readonly runDelayNs: number;
}

/** What was seen of one thread, look by look. */
export class Track {
  #points: Point[] = [];

  get length(): number {
    return this.#points.length;
  }

  add(point: Point): void {
    this.#points.push(point);
  }

  /** Forgets every second look, but never the first and the last: half the room, and no time is lost. */
  thin(): void {
    const last = this.#points.length - 1;
    this.#points = this.#points.filter((_, index) => index % 2 === 0 || index === last);
  }

  /** @param bounds how the thread began and ended, where it told so itself: looks beyond are left out */
  columns(bounds: { readonly first?: Point | null; readonly last?: Point | null } = {}): readonly Point[] {
    const { first = null, last = null } = bounds;
    const within = this.#points.filter(
      ({ atNs }) => (first === null || atNs > first.atNs) && (last === null || atNs < last.atNs),
    );
    const points = [...(first === null ? [] : [first]), ...within, ...(last === null ? [] : [last])];
    // Where it ends is where it was seen last.
    return points.map((point, index) => ({ ...point, cpu: point.cpu ?? points[index - 1]?.cpu ?? null }));
  }
}

/** A thread's points as a track of a timeline that begins at `startNs`. Null with fewer than two. */
export function trackOf(
  who: Pick<ThreadTrack, 'name' | 'pid' | 'tid'>,
  points: readonly Point[],
  startNs: number,
): ThreadTrack | null {
  if (points.length < 2) return null;
  const atUs = points.map(({ atNs }) => toUs(atNs - startNs));
  return {
    name: who.name,
    pid: who.pid,
    tid: who.tid,
    atUs,
    cpu: points.map(({ cpu }) => cpu),
    runUs: steps(points.map(({ runNs }) => runNs)),
    runDelayUs: steps(points.map(({ runDelayNs }) => runDelayNs)),
  };
}

/** How much a clock went on between each look and the one before, in µs: rounded so that the sum stays what it is. */
function steps(totalsNs: readonly number[]): number[] {
  const first = totalsNs[0] ?? 0;
  const totalsUs = totalsNs.map((ns) => toUs(ns - first));
  return totalsUs.map((us, index) => (index === 0 ? 0 : Math.max(0, us - (totalsUs[index - 1] as number))));
}

function toUs(ns: number): number {
  return Math.round(ns / 1e3);
}
