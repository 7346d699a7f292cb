import type { Phase } from '../../model/phases.ts';
import type { ThreadTrack, Timeline } from '../../model/trial/timeline.ts';
import { WAIT_KINDS, type WaitKind } from '../../model/waits.ts';
import type { PhaseData, TrackData, WindowData } from '../document/chart-data.ts';
import { phaseLetter } from '../style/phase-marks.ts';
import { mannerName } from '../words/phases.ts';

/** A page holds this many samples of threads as they are: two or three megabytes. Of more, neighbours are joined. */
const MOST_SAMPLES = 130_000;

/** How many samples to join into one, so that all timelines of a page have room in it. */
export function samplesToJoin(timelines: readonly (Timeline | null | undefined)[]): number {
  const samples = timelines
    .flatMap((timeline) => timeline?.threads ?? [])
    .reduce((sum, { atUs }) => sum + atUs.length, 0);
  return Math.max(1, Math.ceil(samples / MOST_SAMPLES));
}

/** A timeline for the page’s script. */
export function windowData(
  label: string,
  { lengthUs, threads }: Timeline,
  join = 1,
  phases: readonly Phase[] = [],
): WindowData {
  const names = new Set(threads.map(({ name }) => name));
  const areAlike = names.size < threads.length;
  return {
    label,
    lengthUs,
    tracks: threads.map((track) => trackData(named(track, areAlike), join)),
    ...(phases.length === 0 ? {} : { phases: phases.map(phaseData) }),
  };
}

function phaseData({ startNs, endNs, manner, because }: Phase): PhaseData {
  return {
    fromUs: Math.round(startNs / 1e3),
    toUs: Math.round(endNs / 1e3),
    manner,
    letter: phaseLetter(manner),
    name: mannerName({ manner }),
    because,
  };
}

function trackData(track: ThreadTrack, join: number): TrackData {
  const { name, pid, tid, atUs, cpu, runUs, runDelayUs, waits } = track;
  const count = Math.ceil(Math.max(0, atUs.length - 1) / join);
  const ends = Array.from({ length: count }, (_, index) => Math.min(atUs.length - 1, (index + 1) * join));
  const sum = (column: readonly number[], end: number, index: number) =>
    column.slice(index * join + 1, end + 1).reduce((whole, us) => whole + us, 0);
  return {
    name,
    id: threadId(pid, tid),
    firstUs: Math.round(atUs[0] ?? 0),
    stepUs: ends.map((end, index) => Math.round(atUs[end] ?? 0) - Math.round(atUs[index * join] ?? 0)),
    cpu: ends.map((end) => cpu[end] ?? null),
    runUs: ends.map((end, index) => Math.round(sum(runUs, end, index))),
    runDelayUs: ends.map((end, index) => Math.round(sum(runDelayUs, end, index))),
    ...(waits === undefined ? {} : { waits: ends.map((end) => waitIndex(waits[end] ?? null)) }),
  };
}

function waitIndex(kind: WaitKind | null): number | null {
  return kind === null ? null : WAIT_KINDS.indexOf(kind);
}

/** Threads of a pool may all have one name: then each has its ID beside it. */
function named(track: ThreadTrack, areAlike: boolean): ThreadTrack {
  return areAlike ? { ...track, name: `${track.name} ${track.tid ?? '?'}` } : track;
}

function threadId(pid: number | null, tid: number | null): string {
  return `PID ${pid ?? 'unknown'}, TID ${tid ?? 'unknown'}`;
}
