import type { Clock } from '../../base/clock.ts';

/** Looking may take this share of one core: with very many threads the looks come less often instead. */
const LARGEST_SHARE = 0.03;
const LOOKS_TO_AVERAGE = 16;

/** When to look. */
interface Rhythm {
  readonly clock: Clock;
  readonly intervalMs: number;
  /** Ends it. */
  readonly signal: AbortSignal;
}

/** How it went. */
interface Pace {
  /** By how much the latest look came later than it was meant. */
  readonly longestPauseNs: number;
  /** The longest that looks were apart on purpose. */
  readonly longestPeriodNs: number;
}

/**
 * Looks at once, and then every interval, as long as there is something to look at and no signal has come. Ticks are left
 * out where looking takes too large a share of the time.
 * @param look tells whether there is anything left; it is told whether it is called for the last time
 */
export function everyInterval(
  { clock, intervalMs, signal }: Rhythm,
  look: (nowNs: number, isLast: boolean) => boolean,
): Promise<Pace> {
  return new Promise((resolve) => {
    const intervalNs = intervalMs * 1e6;
    const pace = { longestPauseNs: 0, longestPeriodNs: intervalNs };
    let ticksToSkip = 0;
    let costNs = 0;
    let dueNs = clock.nowNs();
    const end = () => {
      clearInterval(timer);
      signal.removeEventListener('abort', stop);
      resolve(pace);
    };
    // Up to the very end: in a short watch, the time since the last look counts.
    const stop = () => {
      look(clock.nowNs(), true);
      end();
    };
    const tick = () => {
      if (ticksToSkip-- > 0) return;
      const nowNs = clock.nowNs();
      pace.longestPauseNs = Math.max(pace.longestPauseNs, nowNs - dueNs);
      // CPU time: on a busy machine a look can last long because others had the core.
      const before = process.cpuUsage();
      if (!look(nowNs, false)) return end();
      const { user, system } = process.cpuUsage(before);
      // Averaged: the first looks are slow, and one that was slow for once says nothing.
      costNs += ((user + system) * 1e3 - costNs) / LOOKS_TO_AVERAGE;
      ticksToSkip = Math.floor(costNs / LARGEST_SHARE / intervalNs);
      const periodNs = (ticksToSkip + 1) * intervalNs;
      pace.longestPeriodNs = Math.max(pace.longestPeriodNs, periodNs);
      dueNs = nowNs + periodNs;
    };
    const timer = setInterval(tick, intervalMs);
    signal.addEventListener('abort', stop);
    if (signal.aborted) stop();
    else tick();
  });
}
