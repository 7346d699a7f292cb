import type { Timeline } from '../../../model/trial/timeline.ts';
import type { WindowData } from '../../document/chart-data.ts';
import { unpackedTrack } from '../../timeline/packed-track.ts';

/** A window as the model has it. */
export function timelineOf({ lengthUs, tracks }: WindowData): Timeline {
  return { startNs: 0, lengthUs, threads: tracks.map(unpackedTrack), omittedThreads: 0 };
}

/** The first index from which `isPast` is true, where it stays so. */
export function firstWhere(length: number, isPast: (index: number) => boolean): number {
  let [low, high] = [0, length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (isPast(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}
