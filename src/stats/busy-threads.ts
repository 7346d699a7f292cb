import { THRESHOLDS } from './thresholds.ts';

/** What one thread did while it was seen. Times in ns. */
export interface ThreadLife {
  readonly lifeNs: number;
  readonly runNs: number;
  readonly runDelayNs: number;
}

/**
 * Those that did the work, by how long each ran, or wanted to.
 *
 * `busiest`: at least a fifth as long as the one that did most. Under a lock all of many threads run little, so no share
 * of the wall-clock time would do. `life`: at least a tenth of their own life, where nothing is to count that mostly
 * waits, not even if all do. Node's helpers (V8's compilers and collectors) and event loops that only wait stay below.
 */
export function busyThreads<Life extends ThreadLife>(
  threads: readonly Life[],
  by: 'busiest' | 'life' = 'busiest',
): Life[] {
  const mostNs = threads.reduce((longest, thread) => Math.max(longest, wantedNs(thread)), 0);
  const mostRunNs = threads.reduce((longest, { runNs }) => Math.max(longest, runNs), 0);
  const leastNs = ({ lifeNs }: Life) =>
    by === 'busiest' ? THRESHOLDS.busyOfBusiest * mostNs : THRESHOLDS.busyOfLife * lifeNs;
  return threads.filter(
    (thread) =>
      wantedNs(thread) > 0 && wantedNs(thread) >= leastNs(thread) && !isMostlyWoken(thread, mostRunNs),
  );
}

/** It hardly ran, and was blocked for longer than it was queued: it is woken again and again to look, beside neighbours (Go's sysmon). */
function isMostlyWoken({ lifeNs, runNs, runDelayNs }: ThreadLife, mostRunNs: number): boolean {
  return runNs < THRESHOLDS.wokenOfBusiest * mostRunNs && lifeNs - runNs > 2 * runDelayNs;
}

/**
 * How many of them there were at a time, on average: the sum of their lives / wall-clock time. A build that starts a
 * thousand short compilers, two at a time, counts as two.
 */
export function meanAlive(threads: readonly ThreadLife[], wallNs: number): number {
  return threads.reduce((sum, { lifeNs }) => sum + lifeNs, 0) / Math.max(1, wallNs);
}

function wantedNs({ runNs, runDelayNs }: ThreadLife): number {
  return runNs + runDelayNs;
}

/** What one busy thread did. */
interface SwitchingThread {
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
  const ns = known.reduce((sum, { lifeNs }) => sum + lifeNs, 0);
  const switches = known.reduce((sum, { voluntarySwitches }) => sum + (voluntarySwitches ?? 0), 0);
  return ns > 0 ? switches / (ns / 1e9) : null;
}

/** What one thread did, and how often it was switched away from; null where that couldn't be read. */
interface PreemptedThread {
  readonly runNs: number;
  readonly voluntarySwitches: number | null;
  readonly involuntarySwitches: number | null;
}

/**
 * How often threads that hardly ever block are switched away from in a second of their running time, where most of these
 * threads are such; null where that isn't known. Time slices are milliseconds long, whoever else is there: who is switched
 * away from far more often gives its core away. Whoever wakes others is preempted by them as often, but blocks as well.
 */
export function yieldRate(threads: readonly PreemptedThread[]): number | null {
  const known = threads.filter(
    ({ voluntarySwitches, involuntarySwitches }) =>
      voluntarySwitches !== null && involuntarySwitches !== null,
  );
  if (known.length === 0) return null;
  const restless = known.filter(
    ({ voluntarySwitches, involuntarySwitches }) =>
      (voluntarySwitches ?? 0) <= THRESHOLDS.hardlyBlocks * (involuntarySwitches ?? 0),
  );
  if (2 * restless.length <= known.length) return 0;
  const ns = restless.reduce((sum, { runNs }) => sum + runNs, 0);
  const switches = restless.reduce((sum, { involuntarySwitches }) => sum + (involuntarySwitches ?? 0), 0);
  return ns > 0 ? switches / (ns / 1e9) : null;
}
