import { THRESHOLDS } from '../thresholds.ts';
import { absoluteDeviation, median } from './summary.ts';

/** The standard deviation of a normal distribution, in median absolute deviations. */
const SD_PER_MAD = 1.4826;
/** The same in mean absolute deviations: √(π/2). */
const SD_PER_MEAN_AD = Math.sqrt(Math.PI / 2);
const MIN_SAMPLES = 5;

export interface FarSample {
  readonly index: number;
  /** In the samples' unit. */
  readonly value: number;
  /** How far from the median, in robust standard deviations. */
  readonly z: number;
}

/**
 * The samples that lie far from the others: z = (x - median) / (1.4826 × MAD), |z| > 3.5 (Iglewicz & Hoaglin 1993,
 * “How to Detect and Handle Outliers”; hyperfine warns by the same score), and by more than 5 % of the median: where the
 * others are very close together, a score alone makes an outlier of a difference that changes nothing.
 *
 * Where more than half of the samples are equal, MAD is 0: then √(π/2) × the mean absolute deviation takes its place,
 * which estimates the same sd (https://www.ibm.com/docs/en/cognos-analytics/11.1.0?topic=terms-modified-z-score).
 * Fewer than 5 samples: none, since any of them may be the odd one.
 */
export function outliersOf(samples: readonly number[]): FarSample[] {
  if (samples.length < MIN_SAMPLES) return [];
  const center = median(samples);
  const spread = spreadOf(samples, center);
  const nearest = THRESHOLDS.outlierShare * Math.abs(center);
  return samples
    .map((value, index) => ({ index, value, z: spread > 0 ? (value - center) / spread : 0 }))
    .filter(({ value, z }) => Math.abs(z) > THRESHOLDS.outlierZ && Math.abs(value - center) > nearest);
}

/** Up to here a sample lies near the others, in their unit: above, it would be an outlier among them. */
export function outlierBound(samples: readonly number[]): number {
  const center = median(samples);
  const farScore = THRESHOLDS.outlierZ * spreadOf(samples, center);
  return center + Math.max(farScore, THRESHOLDS.outlierShare * Math.abs(center));
}

/** The robust standard deviation, in the samples’ unit. */
function spreadOf(samples: readonly number[], center: number): number {
  const mad = absoluteDeviation(samples, center);
  return mad > 0 ? SD_PER_MAD * mad : SD_PER_MEAN_AD * meanDeviation(samples, center);
}

function meanDeviation(samples: readonly number[], center: number): number {
  return samples.reduce((total, value) => total + Math.abs(value - center), 0) / samples.length;
}
