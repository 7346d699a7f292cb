import { THRESHOLDS } from './thresholds.ts';

/** What one busy thread did. */
export interface SwitchingThread {
  readonly lifeNs: number;
  /** Null where they couldn't be read. */
  readonly voluntarySwitches: number | null;
}

/**
 * How often busy threads gave way of their own accord, in a second in which one of them ran: voluntary context switches
 * of each thread per second of its life ÷ the share of the time in which one ran, min(1, R). Neighbours slow a lock's
 * holders down, and their handing over with them; the share takes that out again. Null where no thread's were read.
 * @param r cores that they kept busy
 */
export function switchRate(threads: readonly SwitchingThread[], r: number): number | null {
  const perSecond = switchesPerSecond(threads);
  return perSecond === null ? null : perSecond / Math.max(Math.min(r, 1), THRESHOLDS.leastRunShare);
}

/** Voluntary switches of each thread in a second of its life (/proc/PID/task/TID/status), on average; null where none was read. */
export function switchesPerSecond(threads: readonly SwitchingThread[]): number | null {
  const known = threads.filter(({ voluntarySwitches }) => voluntarySwitches !== null);
  const seconds = known.reduce((sum, { lifeNs }) => sum + lifeNs, 0) / 1e9;
  const switches = known.reduce((sum, { voluntarySwitches }) => sum + (voluntarySwitches ?? 0), 0);
  return seconds > 0 ? switches / seconds : null;
}
