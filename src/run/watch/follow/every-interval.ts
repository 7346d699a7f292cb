import type { Clock } from '../../../base/time/clock.ts';
import { clearInterval, setInterval } from '../../../base/time/real.ts';
import { Pace } from '../../../machine/follow/pace.ts';

/** When to sample. */
interface Rhythm {
  readonly clock: Clock;
  readonly intervalMs: number;
  /** Ends it. */
  readonly signal: AbortSignal;
}

/**
 * Samples at once, and then every interval, as long as there is something to sample and no signal has come. Ticks are left
 * out where looking takes too large a share of the time.
 * @param sample returns whether there is anything left; it gets whether it is called for the last time
 */
export function everyInterval(
  { clock, intervalMs, signal }: Rhythm,
  sample: (nowNs: number, isLast: boolean) => boolean,
): Promise<Pick<Pace, 'longestPauseNs' | 'longestPeriodNs'>> {
  return new Promise((resolve) => {
    const pace = new Pace(intervalMs * 1e6, clock.nowNs());
    const end = () => {
      clearInterval(timer);
      signal.removeEventListener('abort', stop);
      resolve(pace);
    };
    // Up to the very end: in a short watch, the time since the last sample counts.
    const stop = () => {
      const nowNs = clock.nowNs();
      pace.reach(nowNs);
      sample(nowNs, true);
      end();
    };
    const tick = () => {
      const nowNs = clock.nowNs();
      if (!pace.isDue(nowNs)) return;
      const before = process.cpuUsage();
      if (!sample(nowNs, false)) return end();
      const { user, system } = process.cpuUsage(before);
      pace.took((user + system) * 1e3, nowNs);
    };
    const timer = setInterval(tick, intervalMs);
    signal.addEventListener('abort', stop);
    if (signal.aborted) stop();
    else tick();
  });
}
