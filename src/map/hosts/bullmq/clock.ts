import { nowMs } from '../../../base/time/real.ts';

/** What another clock is ahead of this machine’s (ms), and at most how wrong that is. */
export interface ClockReading {
  readonly offsetMs: number;
  readonly errorMs: number;
}

/** The quickest of so many round trips tells most. */
const TRIPS = 20;

/**
 * Compares this machine’s clock with another one, which was read in the middle of a round trip, give or take half of it.
 * @param ask what the other clock says, in ms
 */
export async function readClock(ask: () => Promise<number>): Promise<ClockReading> {
  let best = { errorMs: Number.POSITIVE_INFINITY, aheadOfMonotonicMs: 0 };
  let wallMs = Number.NEGATIVE_INFINITY;
  for (let trip = 0; trip < TRIPS; trip++) {
    const beforeMs = nowMs();
    const saidMs = await ask();
    const afterMs = nowMs();
    const errorMs = (afterMs - beforeMs) / 2;
    const aheadOfMonotonicMs = saidMs - (beforeMs + afterMs) / 2;
    if (errorMs < best.errorMs) best = { errorMs, aheadOfMonotonicMs };
    // Whole milliseconds, rounded down, and then the monotonic clock: whatever is between makes the difference smaller.
    wallMs = Math.max(wallMs, Date.now() - nowMs());
  }
  return { offsetMs: best.aheadOfMonotonicMs - wallMs, errorMs: best.errorMs };
}
