import type { ThreadTrack, Timeline } from '../../model/trial/timeline.ts';

/** A file holds this many samples of threads as they are: a page a megabyte and a half, a trace fifty. Of more, neighbours are joined. */
const MOST_SAMPLES = 130_000;

/** How many samples to join into one, so that all timelines of a file have room in it. */
export function samplesToJoin(timelines: readonly (Timeline | null | undefined)[]): number {
  const samples = timelines
    .flatMap((timeline) => timeline?.threads ?? [])
    .reduce((sum, { atUs }) => sum + atUs.length, 0);
  return Math.max(1, Math.ceil(samples / MOST_SAMPLES));
}

/** A timeline as a page shows it: no two threads have one name, and it has no more samples than there is room for. */
export function pageTimeline(timeline: Timeline, join = 1): Timeline {
  const names = new Set(timeline.threads.map(({ name }) => name));
  const areAlike = names.size < timeline.threads.length;
  const threads = timeline.threads.map((track) => named(track, areAlike));
  return joinSamples({ ...timeline, threads }, join);
}

/** The same timeline, with so many samples at a time joined into one: no time is lost, only what was in between. */
export function joinSamples(timeline: Timeline, join: number): Timeline {
  if (join === 1) return timeline;
  return { ...timeline, threads: timeline.threads.map((track) => joinedTrack(track, join)) };
}

/** Threads of a pool may all have one name: then each has its ID beside it. */
function named(track: ThreadTrack, areAlike: boolean): ThreadTrack {
  return areAlike ? { ...track, name: `${track.name} ${track.tid ?? '?'}` } : track;
}

function joinedTrack(track: ThreadTrack, join: number): ThreadTrack {
  const { atUs, cpu, runUs, runDelayUs, waits } = track;
  const last = atUs.length - 1;
  const kept = atUs.flatMap((_, index) => (index % join === 0 || index === last ? [index] : []));
  const at = <Value>(column: readonly Value[]) => kept.map((index) => column[index] as Value);
  /** What each stands for, with those between it and the one before. */
  const sums = (column: readonly number[]) =>
    kept.map((end, index) => {
      let sum = 0;
      for (let one = (kept[index - 1] ?? -1) + 1; one <= end; one++) sum += column[one] ?? 0;
      return sum;
    });
  return {
    ...track,
    atUs: at(atUs),
    cpu: at(cpu),
    runUs: sums(runUs),
    runDelayUs: sums(runDelayUs),
    ...(waits === undefined ? {} : { waits: at(waits) }),
  };
}
