import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../../src/base/random.ts';
import {
  changePoints,
  penaltyOf,
  type Series,
  segmentCost,
} from '../../../src/stats/phases/change-points.ts';

/** Normal noise (Box and Muller 1958). */
function noise(random: () => number, sd: number): number {
  return sd * Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}

/** Cores busy and queued, level after level: [bins, r, d] each. */
function levels(seed: number, sd: number, ...steps: readonly (readonly [number, number, number])[]): Series {
  const random = seededRandom(seed);
  const column = (of: 1 | 2) =>
    steps.flatMap((step) => Array.from({ length: step[0] }, () => step[of] + noise(random, sd)));
  return [column(1), column(2)];
}

/** Optimal partitioning (Jackson et al. 2005), without pruning: the least cost of all ways to cut. */
function leastCost(series: Series, shortest: number): number {
  const bins = series[0]?.length ?? 0;
  const [costOf, penalty] = [segmentCost(series), penaltyOf(series)];
  const least = [-penalty];
  for (let end = 1; end <= bins; end++) {
    const costs = Array.from({ length: Math.max(0, end - shortest + 1) }, (_, start) => start).map(
      (start) => (least[start] as number) + costOf(start, end) + penalty,
    );
    least.push(Math.min(Number.POSITIVE_INFINITY, ...costs));
  }
  return least[bins] as number;
}

function costOfCuts(series: Series, cuts: readonly number[]): number {
  const costOf = segmentCost(series);
  const edges = [0, ...cuts, series[0]?.length ?? 0];
  const costs = edges.slice(1).map((end, index) => costOf(edges[index] as number, end));
  return costs.reduce((sum, cost) => sum + cost, 0) + cuts.length * penaltyOf(series);
}

const isNear = (cuts: readonly number[], known: readonly number[]) =>
  cuts.length === known.length && cuts.every((cut, index) => Math.abs(cut - (known[index] as number)) <= 1);

describe('known cuts', () => {
  it('one: serial, then parallel', () => {
    expect(isNear(changePoints(levels(1, 0.1, [100, 1, 0], [50, 4, 0]), 2), [100])).toBe(true);
  });

  it('several, as many as there are', () => {
    const series = levels(2, 0.1, [40, 1, 0], [30, 2, 0], [60, 0, 0], [20, 2, 0.2]);
    expect(isNear(changePoints(series, 2), [40, 70, 130])).toBe(true);
  });

  it('in what is queued alone: neighbours come', () => {
    const series = levels(3, 0.1, [50, 1, 0], [50, 1, 1]);
    expect(isNear(changePoints(series, 2), [50])).toBe(true);
  });

  it('without any noise, at once where it changes', () => {
    expect(changePoints(levels(4, 0, [10, 1, 0], [10, 2, 0]), 2)).toEqual([10]);
  });

  it('through noise as large as the change, where it lasts', () => {
    const cuts = changePoints(levels(5, 0.7, [300, 1, 0], [300, 2, 0]), 2);
    expect(cuts).toHaveLength(1);
    expect(Math.abs((cuts[0] as number) - 300)).toBeLessThan(10);
  });

  it('of a slow ramp: a few steps, none shorter than asked for', () => {
    const ramp = Array.from({ length: 400 }, (_, bin) => bin / 100);
    const edges = [0, ...changePoints([ramp, ramp.map(() => 0)], 5), 400];
    expect(edges.length).toBeGreaterThan(3);
    expect(edges.length).toBeLessThan(40);
    for (const [index, edge] of edges.slice(1).entries())
      expect(edge - (edges[index] as number)).toBeGreaterThanOrEqual(5);
  });
});

describe('no cuts', () => {
  it.each([0.02, 0.1, 0.5])('in noise of %d cores, for at least 95 of 100 seeds', (sd) => {
    const cut = Array.from({ length: 100 }, (_, seed) => changePoints(levels(seed, sd, [200, 1, 0.5]), 2));
    expect(cut.filter((cuts) => cuts.length === 0).length).toBeGreaterThanOrEqual(95);
  });

  it('in a constant, and where a bin in a hundred is half a core off', () => {
    expect(changePoints(levels(1, 0, [500, 1, 0]), 2)).toEqual([]);
    const spiky = Array.from({ length: 500 }, (_, bin) => (bin % 100 === 50 ? 1.5 : 1));
    expect(changePoints([spiky, spiky.map(() => 0)], 2)).toEqual([]);
  });

  it('in no bin, in one, and in two where a segment has two', () => {
    expect(changePoints([], 2)).toEqual([]);
    expect(changePoints([[], []], 2)).toEqual([]);
    expect(changePoints([[1], [0]], 1)).toEqual([]);
    const two = [
      [0, 9],
      [0, 0],
    ];
    expect(changePoints(two, 2)).toEqual([]);
    expect(changePoints(two, 1)).toEqual([1]);
  });
});

it('costs as little as the best of all ways to cut', () => {
  const value = fc.double({ min: 0, max: 4, noNaN: true });
  const bins = fc.array(fc.tuple(value, value), { minLength: 1, maxLength: 40 });
  fc.assert(
    fc.property(bins, fc.integer({ min: 1, max: 5 }), (rows, shortest) => {
      const series = [rows.map(([r]) => r), rows.map(([, d]) => d)];
      if (rows.length < shortest) return;
      const cuts = changePoints(series, shortest);
      expect(costOfCuts(series, cuts)).toBeCloseTo(leastCost(series, shortest), 6);
    }),
    { seed: 42, numRuns: 300 },
  );
});

it('cuts 2,048 bins of changes and noise within a second', () => {
  const steps = Array.from({ length: 64 }, (_, index) => [32, index % 3, 0] as const);
  const startMs = performance.now();
  expect(changePoints(levels(9, 0.2, ...steps), 20).length).toBeGreaterThan(40);
  expect(performance.now() - startMs).toBeLessThan(1000);
});
