import type { Timeline } from '../../../model/trial/timeline.ts';
import { WAIT_KINDS } from '../../../model/waits.ts';
import type { WindowData } from '../../document/chart-data.ts';

/** A window as the model has it: the times of samples in place of the time between them. */
export function timelineOf({ lengthUs, tracks }: WindowData): Timeline {
  const threads = tracks.map(({ name, firstUs, stepUs, cpu, runUs, runDelayUs, waits }) => {
    let at = firstUs;
    const atUs = [
      at,
      ...stepUs.map((step) => {
        at += step;
        return at;
      }),
    ];
    return {
      name,
      pid: null,
      tid: null,
      atUs,
      cpu: [null, ...cpu],
      runUs: [0, ...runUs],
      runDelayUs: [0, ...runDelayUs],
      ...(waits === undefined
        ? {}
        : { waits: [null, ...waits.map((kind) => (kind === null ? null : (WAIT_KINDS[kind] ?? null)))] }),
    };
  });
  return { startNs: 0, lengthUs, threads, omittedThreads: 0 };
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
