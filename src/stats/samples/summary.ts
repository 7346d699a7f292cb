import type { Stat } from '../../model/stat.ts';

/**
 * Summarizes one figure's samples, all in the samples' own unit.
 *
 * `sd` is the sample standard deviation (n - 1 below: Bessel's correction). `mad` is the median of |x - median|, not
 * scaled: for a normal distribution sd ≈ 1.4826 × MAD (Rousseeuw & Croux 1993, “Alternatives to the Median Absolute
 * Deviation”, JASA 88). Null where there is no sample, and for `sd` where there is one: a single run says nothing of
 * its spread.
 */
export function summarize(samples: readonly number[]): Stat {
  const n = samples.length;
  if (n === 0) return { n, mean: null, sd: null, median: null, mad: null, min: null, max: null, samples: [] };
  const mean = sum(samples) / n;
  const squares = sum(samples.map((value) => (value - mean) ** 2));
  const center = median(samples);
  return {
    n,
    mean,
    sd: n === 1 ? null : Math.sqrt(squares / (n - 1)),
    median: center,
    mad: absoluteDeviation(samples, center),
    min: samples.reduce((a, b) => Math.min(a, b)),
    max: samples.reduce((a, b) => Math.max(a, b)),
    samples: [...samples],
  };
}

/**
 * The middle value, or the mean of the two middle ones, in the samples' unit.
 * @throws RangeError where there is no sample
 */
export function median(samples: readonly number[]): number {
  const sorted = Float64Array.from(samples).sort();
  const upper = sorted[sorted.length >> 1];
  if (upper === undefined) throw new RangeError('nothing has no median');
  return sorted.length % 2 === 1 ? upper : ((sorted[(sorted.length >> 1) - 1] as number) + upper) / 2;
}

/** The median absolute deviation from `center`, not scaled, in the samples' unit. */
export function absoluteDeviation(samples: readonly number[], center: number): number {
  return median(samples.map((value) => Math.abs(value - center)));
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

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
