import { THRESHOLDS } from './thresholds.ts';

/** How many threads ran or were queued in one stretch of time, on average. */
export interface Demand {
  /** All threads together. */
  readonly cores: number;
  /** The one that did most. */
  readonly most: number;
  /** Whether it is known that no two of them run at once: they wait for one lock, or for each other. */
  readonly oneAtATime: boolean;
}

/** What more cores could bring at most. */
export interface CeilingFigures {
  readonly ratio: number;
  readonly serialNs: number;
  readonly waitNs: number;
  readonly errorRatio: number;
}

/**
 * How many times as fast a program could become with any number of cores: its time ÷ the time in which at most one of its
 * threads ran or was queued (Amdahl 1967, with a parallel part that takes no time at all).
 *
 * Within a bin, one thread alone (or none) was active for as long as two weren’t. How long two were isn’t known, but at
 * most: as long as all but the busiest thread together, and half as long as all of them. What is left is serial for sure,
 * so that the ratio is never too small. Where threads run one at a time, two were active for what is beyond one core.
 * Threads that nobody saw may all have been active beside one of the others.
 *
 * Its standard error is that of a share p of n independent samples, √(p (1 − p) ÷ n), as a share of p. No p is nearer
 * to 0 or 1 than half a sample.
 * @param bins as long as each other
 * @param unseenNs how long threads ran, or were queued, that are in none of them
 * @returns null where it can’t be known, or not within half of it, or where nothing to speak of is serial
 */
export function ceilingOf(
  bins: readonly Demand[],
  {
    durationNs,
    samples,
    unseenNs,
  }: { readonly durationNs: number; readonly samples: number; readonly unseenNs: number },
): CeilingFigures | null {
  if (bins.length === 0 || samples < THRESHOLDS.fewestSamples) return null;
  const binNs = durationNs / bins.length;
  const overlaps = bins.map(overlapOf);
  const blockedNs =
    binNs * sum(bins.map(({ cores }, bin) => Math.max(0, 1 - cores + (overlaps[bin] as number))));
  const aloneNs = binNs * sum(overlaps.map((overlap) => 1 - overlap)) - unseenNs;
  const share = aloneNs / durationNs;
  if (share < THRESHOLDS.leastSerial) return null;
  const waitNs = Math.min(blockedNs, aloneNs);
  const half = 1 / (2 * samples);
  const p = Math.min(Math.max(share, half), 1 - half);
  const errorRatio = Math.sqrt((1 - p) / (p * samples));
  if (errorRatio > THRESHOLDS.mostError) return null;
  return { ratio: 1 / share, serialNs: aloneNs - waitNs, waitNs, errorRatio };
}

/** The share of a bin in which one thread alone was active. */
export function aloneShare(demand: Demand): number {
  const overlap = overlapOf(demand);
  return Math.max(0, 1 - overlap - Math.max(0, 1 - demand.cores + overlap));
}

/** The share of a bin in which two threads or more may have been active at once. */
function overlapOf({ cores, most, oneAtATime }: Demand): number {
  const longest = oneAtATime ? cores - 1 : Math.min(cores / 2, cores - most);
  const overlap = Math.min(1, Math.max(0, longest));
  // No clock is exact: threads that never block show 0.98 of a core.
  return overlap >= 1 - THRESHOLDS.measuringSlack ? 1 : overlap;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
