import { minOf } from '../../base/extremes.ts';
import type { ScalePoint } from '../../model/documents/scaling.ts';
import { THRESHOLDS } from '../thresholds.ts';

type IntervalPoint = Pick<ScalePoint, 'workers' | 'throughputX' | 'ci95'>;

/**
 * The knee of the curve: the fewest workers that reach 95 % of the highest throughput× by their median. The points may
 * come in any order and skip counts. Null without a throughput× above 0.
 */
export function kneeOf(points: readonly IntervalPoint[]): number | null {
  return fewestReaching(points, ({ throughputX }) => throughputX);
}

/**
 * How many workers to run: the fewest whose throughput× can't be told from the highest one's, because their 95 %
 * interval's upper end reaches 95 % of it. A point without an interval is taken by its median, as for the knee.
 */
export function recommendedCount(points: readonly IntervalPoint[]): number | null {
  return fewestReaching(points, ({ throughputX, ci95 }) => Math.max(throughputX, ci95?.[1] ?? throughputX));
}

function fewestReaching(
  points: readonly IntervalPoint[],
  reach: (point: IntervalPoint) => number,
): number | null {
  const measured = points.filter(({ throughputX }) => throughputX > 0 && throughputX < Infinity);
  const highest = measured.reduce((most, { throughputX }) => Math.max(most, throughputX), 0);
  const enough = measured.filter((point) => reach(point) >= THRESHOLDS.nearlyAll * highest);
  return enough.length === 0 ? null : minOf(enough.map(({ workers }) => workers));
}
