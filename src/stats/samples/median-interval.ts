const CONFIDENCE = 0.95;

/**
 * The interval that holds the true median in at least 95 of 100 such experiments, in the samples' unit, from order
 * statistics: it assumes nothing about the distribution (Conover 1999, “Practical Nonparametric Statistics”, 3.2).
 * Null with fewer than 6 samples, of which not even the whole range is that sure.
 */
export function medianInterval(samples: readonly number[]): [number, number] | null {
  const rank = lowerRank(samples.length);
  if (rank === 0) return null;
  const sorted = Float64Array.from(samples).sort();
  return [sorted[rank - 1] as number, sorted[samples.length - rank] as number];
}

/** The highest rank j (from 1) for which fewer than j of n samples lie below the median in at most 2.5 % of all cases. */
function lowerRank(n: number): number {
  let logChance = -n * Math.LN2;
  let below = 0;
  for (let count = 0; count < n; count++) {
    below += Math.exp(logChance);
    if (below > (1 - CONFIDENCE) / 2) return count;
    logChance += Math.log((n - count) / (count + 1));
  }
  return 0;
}
