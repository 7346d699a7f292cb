/** What one thread did while it was seen. Times in ns. */
export interface ThreadLife {
  readonly lifeNs: number;
  readonly runNs: number;
  readonly runDelayNs: number;
}

/** A thread that wanted less than this share of what the one that wanted most did is a helper, or only waits. */
const BUSY_SHARE = 0.2;

/**
 * Those that did the work: they ran, or wanted to, at least a fifth as long as the one that did most. Under a lock all
 * of many threads run little, so no share of the wall-clock time would do.
 */
export function busyThreads<Life extends ThreadLife>(threads: readonly Life[]): Life[] {
  const most = threads.reduce((longest, thread) => Math.max(longest, wanted(thread)), 0);
  return threads.filter((thread) => wanted(thread) > 0 && wanted(thread) >= BUSY_SHARE * most);
}

/**
 * How many of them there were at a time, on average: the sum of their lives / wall-clock time. A build that starts a
 * thousand short compilers, two at a time, counts as two.
 */
export function meanAlive(threads: readonly ThreadLife[], wallNs: number): number {
  return threads.reduce((sum, { lifeNs }) => sum + lifeNs, 0) / Math.max(1, wallNs);
}

function wanted({ runNs, runDelayNs }: ThreadLife): number {
  return runNs + runDelayNs;
}
