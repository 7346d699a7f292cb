import { median } from '../src/stats/samples/summary.ts';

/** Each value divided by the other's of the same round: what disturbed a round disturbed both. */
export function ratios(values: readonly number[], others: readonly number[]): number[] {
  return values.map((value, round) => value / (others[round] ?? Number.NaN));
}

/** The median of what is known; null where one isn’t, or there is none. */
export function middleOf(values: readonly (number | null)[]): number | null {
  const known = values.filter((value) => value !== null);
  return known.length === 0 || known.length < values.length ? null : median(known);
}

/**
 * How fast something grows with a size: the slope of a straight line (least squares) through the logarithms of both. 1 is
 * linear, 0 doesn't grow.
 */
export function exponent(sizes: readonly number[], values: readonly number[]): number {
  const points = sizes.map((size, index) => [Math.log(size), Math.log(values[index] ?? Number.NaN)] as const);
  const mean = (of: 0 | 1) => points.reduce((sum, point) => sum + point[of], 0) / points.length;
  const [meanX, meanY] = [mean(0), mean(1)];
  const covariance = points.reduce((sum, [x, y]) => sum + (x - meanX) * (y - meanY), 0);
  return covariance / points.reduce((sum, [x]) => sum + (x - meanX) ** 2, 0);
}
