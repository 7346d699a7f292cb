import { absoluteDeviation, median } from '../samples/summary.ts';
import { THRESHOLDS } from '../thresholds.ts';

/** Columns of one series: each has a value per bin. */
export type Series = readonly (readonly number[])[];

/**
 * Where the means of a series change: the bins that begin a new segment, ascending.
 *
 * PELT (Killick, Fearnhead and Eckley 2012, “Optimal Detection of Changepoints With a Linear Computational Cost”, JASA
 * 107): of all ways to cut it, the one whose sum of costs and penalties is least. A segment’s cost is its squared distance
 * from its mean ÷ the noise’s variance, each column by itself (normal noise, a change of the mean). A cut’s penalty is
 * `cutPenalty` × columns × log(bins).
 * @param shortest bins that a segment has at least
 */
export function changePoints(series: Series, shortest: number): number[] {
  const bins = series[0]?.length ?? 0;
  if (bins < 2 * shortest) return [];
  return cutsOf(bestStarts(bins, shortest, penaltyOf(series), segmentCost(series)), bins);
}

/** What a cut has to save. */
export function penaltyOf(series: Series): number {
  return THRESHOLDS.cutPenalty * series.length * Math.log(Math.max(2, series[0]?.length ?? 0));
}

/** The cost of the bins from `start` up to, and without, `end`. */
export function segmentCost(series: Series): (start: number, end: number) => number {
  const columns = series.map((values) => {
    const sums = new Float64Array(values.length + 1);
    const squares = new Float64Array(values.length + 1);
    values.forEach((value, bin) => {
      sums[bin + 1] = (sums[bin] as number) + value;
      squares[bin + 1] = (squares[bin] as number) + value ** 2;
    });
    return { sums, squares, variance: noiseOf(values) ** 2 };
  });
  return (start, end) =>
    columns.reduce((cost, { sums, squares, variance }) => {
      const sum = (sums[end] as number) - (sums[start] as number);
      const square = (squares[end] as number) - (squares[start] as number);
      return cost + Math.max(0, square - sum ** 2 / (end - start)) / variance;
    }, 0);
}

/**
 * The standard deviation of its noise, from the differences between neighbours, of which a few cuts change few: 1.4826 ×
 * their MAD ÷ √2. A floor keeps changes that mean nothing in a series without noise from being cuts.
 */
function noiseOf(values: readonly number[]): number {
  const differences = values.slice(1).map((value, index) => value - (values[index] as number));
  if (differences.length === 0) return THRESHOLDS.leastNoise;
  const sd = (1.4826 * absoluteDeviation(differences, median(differences))) / Math.SQRT2;
  return Math.max(sd, THRESHOLDS.leastNoise);
}

/** For each number of bins, where the last segment begins in the best way to cut so many. */
function bestStarts(
  bins: number,
  shortest: number,
  penalty: number,
  costOf: (start: number, end: number) => number,
): Int32Array {
  const least = new Float64Array(bins + 1).fill(Number.POSITIVE_INFINITY);
  const starts = new Int32Array(bins + 1);
  least[0] = -penalty;
  let candidates: number[] = [0];
  for (let end = shortest; end <= bins; end++) {
    const newest = end - shortest;
    if (newest >= shortest) {
      // What a cut here would beat already, it beats from here on for good; but none before is as short as may be.
      const beats = (start: number) =>
        newest - start >= shortest &&
        (least[start] as number) + costOf(start, newest) >= (least[newest] as number);
      candidates = [...candidates.filter((start) => !beats(start)), newest];
    }
    for (const start of candidates) {
      const cost = (least[start] as number) + costOf(start, end) + penalty;
      if (cost >= (least[end] as number)) continue;
      least[end] = cost;
      starts[end] = start;
    }
  }
  return starts;
}

function cutsOf(starts: Int32Array, bins: number): number[] {
  const cuts: number[] = [];
  for (let start = starts[bins] as number; start > 0; start = starts[start] as number) cuts.unshift(start);
  return cuts;
}
