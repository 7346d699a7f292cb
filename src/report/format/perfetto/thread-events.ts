import type { ThreadTrack } from '../../../model/trial/timeline.ts';
import type { TimelineWindow } from '../../document/section.ts';
import { intervalsOf, joined, type Stretch, stateOf } from '../../timeline/stretches.ts';
import { WAIT_NAMES } from '../../words/wait-names.ts';
import { named, originUs, type TraceEvent, unknownTid } from './events.ts';

/** A track per thread: on which CPU it was, and within that whether it ran, waited for a core or was blocked. */
export function threadEvents(windows: readonly TimelineWindow[]): TraceEvent[] {
  const placed = windows
    .flatMap((window) => window.timeline.threads.map((track) => ({ track, ts: originUs(window) })))
    .map((one, index) => ({ ...one, ...placeOf(one.track, index) }));
  const processes = new Map(placed.map(({ pid, track }) => [pid, `process ${track.pid ?? '?'}`]));
  const threads = new Map(placed.map((one) => [one.tid, one]));
  return [
    ...[...processes].flatMap(([pid, name], index) => named('process', pid, pid, name, index + 2)),
    ...[...threads.values()].flatMap(({ pid, tid, track }, index) =>
      named('thread', pid, tid, track.name, index),
    ),
    ...placed.flatMap(({ pid, tid, track, ts }) =>
      slicesOf(track, ts).map((slice) => ({ ...slice, pid, tid })),
    ),
  ];
}

function placeOf({ pid, tid }: ThreadTrack, index: number): { pid: number; tid: number } {
  const own = tid ?? unknownTid(index);
  return { pid: pid ?? own, tid: own };
}

/** A slice for each stay on a CPU, and behind it those of the states within it: they nest. */
function slicesOf(track: ThreadTrack, originTs: number) {
  const intervals = intervalsOf(track).filter(({ fromUs, toUs }) => toUs > fromUs);
  let next = 0;
  return joined(intervals, (a, b) => a.cpu === b.cpu).flatMap((stay) => {
    const first = next;
    while ((intervals[next]?.toUs ?? Number.POSITIVE_INFINITY) <= stay.toUs) next++;
    const states = joined(intervals.slice(first, next), (a, b) => stateName(a) === stateName(b));
    const where = stay.cpu === null ? 'on no CPU yet' : `on CPU ${stay.cpu}`;
    return [
      slice(where, stay, originTs),
      ...states.map((stretch) => slice(stateName(stretch), stretch, originTs)),
    ];
  });
}

/** `blocked: lock`, where it is known in what. */
function stateName(stretch: Stretch): string {
  const state = stateOf(stretch);
  return state === 'blocked' && stretch.wait !== null ? `blocked: ${WAIT_NAMES[stretch.wait]}` : state;
}

function slice(name: string, { fromUs, toUs, runUs, runDelayUs }: Stretch, originTs: number) {
  return {
    ph: 'X' as const,
    name,
    ts: originTs + fromUs,
    dur: toUs - fromUs,
    args: {
      'running, ms': runUs / 1e3,
      'queued, ms': runDelayUs / 1e3,
      'blocked, ms': Math.max(0, toUs - fromUs - runUs - runDelayUs) / 1e3,
    },
  };
}
