import type { Timeline } from '../../model/trial/timeline.ts';
import { intervalsOf } from './stretches.ts';

/** How many cores the threads kept busy, and wanted and didn't get, in one slot of time. */
export interface BusySlot {
  readonly fromUs: number;
  readonly busy: number;
  readonly wanted: number;
}

/** The whole window in `slots` slots of equal length; a thread's interval counts in each slot by what of it lies there. */
export function coresBusy({ threads, lengthUs }: Timeline, slots: number): BusySlot[] {
  const slotUs = lengthUs / slots;
  if (!(slotUs > 0)) return [];
  const busyUs = new Float64Array(slots);
  const wantedUs = new Float64Array(slots);
  for (const track of threads) {
    for (const { fromUs, toUs, runUs, runDelayUs } of intervalsOf(track)) {
      if (toUs <= fromUs) continue;
      const last = Math.min(slots - 1, Math.floor(toUs / slotUs));
      for (let slot = Math.max(0, Math.floor(fromUs / slotUs)); slot <= last; slot++) {
        const insideUs = Math.min(toUs, (slot + 1) * slotUs) - Math.max(fromUs, slot * slotUs);
        const share = Math.max(0, insideUs) / (toUs - fromUs);
        busyUs[slot] = (busyUs[slot] ?? 0) + runUs * share;
        wantedUs[slot] = (wantedUs[slot] ?? 0) + runDelayUs * share;
      }
    }
  }
  return Array.from(busyUs, (us, slot) => ({
    fromUs: slot * slotUs,
    busy: us / slotUs,
    wanted: (wantedUs[slot] ?? 0) / slotUs,
  }));
}
