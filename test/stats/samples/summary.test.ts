import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../../src/base/random.ts';
import { absoluteDeviation, median, medianInterval, summarize } from '../../../src/stats/samples/summary.ts';

describe('summarize', () => {
  it('gives the figures worked out by hand', () => {
    // Mean 40 / 8 = 5. Squares from it: 9 + 1 + 1 + 1 + 0 + 0 + 4 + 16 = 32; sd = √(32 / 7).
    // Sorted 2 4 4 4 5 5 7 9: median (4 + 5) / 2 = 4.5. Deviations sorted 0.5 ×5, 2.5 ×2, 4.5: MAD 0.5.
    expect(summarize([9, 4, 4, 5, 7, 4, 5, 2])).toEqual({
      n: 8,
      mean: 5,
      sd: Math.sqrt(32 / 7),
      median: 4.5,
      mad: 0.5,
      min: 2,
      max: 9,
      samples: [9, 4, 4, 5, 7, 4, 5, 2],
    });
  });

  it('knows nothing of no samples', () => {
    expect(summarize([])).toEqual({
      n: 0,
      mean: null,
      sd: null,
      median: null,
      mad: null,
      min: null,
      max: null,
      samples: [],
    });
  });

  it('knows no spread of one sample, but that it lies in the middle', () => {
    expect(summarize([7])).toMatchObject({ n: 1, mean: 7, sd: null, median: 7, mad: 0, min: 7, max: 7 });
  });

  it('keeps what it was given as it was', () => {
    const samples = [3, 1, 2];
    const { samples: kept } = summarize(samples);
    expect([samples, kept]).toEqual([
      [3, 1, 2],
      [3, 1, 2],
    ]);
    expect(kept).not.toBe(samples);
  });

  it('copes with more samples than a call takes arguments', () => {
    expect(summarize(Array.from({ length: 200_000 }, (_, index) => index))).toMatchObject({
      min: 0,
      max: 199_999,
    });
  });

  it('scales with its unit', () => {
    const samples = fc.array(fc.integer({ min: 0, max: 1e6 }), { minLength: 2 });
    fc.assert(
      fc.property(samples, (some) => {
        const { mean, sd, median: middle, mad, min, max } = summarize(some);
        const doubled = summarize(some.map((value) => value * 2));
        // Doubling is exact in binary, so nothing needs a tolerance.
        expect([doubled.mean, doubled.median, doubled.mad, doubled.min, doubled.max]).toEqual(
          [mean, middle, mad, min, max].map((value) => (value as number) * 2),
        );
        expect(doubled.sd).toBeCloseTo((sd as number) * 2, 6);
      }),
    );
  });
});

describe('median', () => {
  it.each([
    [[5], 5],
    [[5, 1], 3],
    [[10, 9, 100], 10],
    [[4, 1, 3, 2], 2.5],
  ])('of %j is %d', (samples, middle) => {
    expect(median(samples)).toBe(middle);
  });

  it('has as many samples at or below it as at or above it', () => {
    fc.assert(
      fc.property(fc.array(fc.integer(), { minLength: 1 }), (samples) => {
        const middle = median(samples);
        const half = samples.length / 2;
        expect(samples.filter((value) => value <= middle).length).toBeGreaterThanOrEqual(half);
        expect(samples.filter((value) => value >= middle).length).toBeGreaterThanOrEqual(half);
      }),
    );
  });

  it('refuses to invent one for nothing', () => {
    expect(() => median([])).toThrow(new RangeError('nothing has no median'));
  });
});

it('measures the deviation from any centre', () => {
  // From 3: 2, 1, 0, 1, 97; sorted 0 1 1 2 97.
  expect(absoluteDeviation([1, 2, 3, 4, 100], 3)).toBe(1);
});

describe('the interval of a median', () => {
  it('needs six samples: of five, all lie on one side in 1 of 16 cases', () => {
    expect(medianInterval([1, 2, 3, 4, 5])).toBeNull();
    // 1 - 2/64 = 96.9 %.
    expect(medianInterval([6, 1, 5, 2, 4, 3])).toEqual([1, 6]);
  });

  it('leaves out as many at each end as it may, by hand: 2 of 10 (97.9 %), 6 of 20 (95.9 %)', () => {
    const upTo = (n: number) => Array.from({ length: n }, (_, index) => index + 1);
    expect(medianInterval(upTo(10))).toEqual([2, 9]);
    expect(medianInterval(upTo(20))).toEqual([6, 15]);
  });

  it('has nothing to say of nothing', () => {
    expect(medianInterval([])).toBeNull();
  });

  it('holds the true median in 95 of 100 experiments or a little more', () => {
    const random = seededRandom(1);
    const tries = 2_000;
    const held = Array.from({ length: tries }, () => {
      const [low, high] = medianInterval(Array.from({ length: 25 }, () => random() ** 3)) as [number, number];
      return low <= 0.125 && 0.125 <= high;
    }).filter(Boolean).length;
    expect(held / tries).toBeGreaterThan(0.94);
    expect(held / tries).toBeLessThan(0.98);
  });

  it('is found for a hundred thousand samples too', () => {
    const interval = medianInterval(Array.from({ length: 100_000 }, (_, index) => index));
    // 50,000 ± 1.96 × √100,000 / 2.
    expect(interval?.map((edge) => Math.round(edge / 10) * 10)).toEqual([49690, 50310]);
  });
});
