import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MIN_RUNS, ratioOfMedians } from '../../../src/stats/samples/bootstrap.ts';
import { ResampledMedian } from '../../../src/stats/samples/resampled-median.ts';

const ones = (length: number) => new Array<number>(length).fill(1);
const nothing = { ratio: null, ci95: null };

describe('ratioOfMedians', () => {
  it('divides the medians, not the means', () => {
    // Medians 30 and 20, whatever the 900 does to the mean.
    expect(ratioOfMedians([10, 30, 900], [20, 20, 20], { seed: 1, paired: false }).ratio).toBe(1.5);
  });

  it('reaches as far as 2.5 % of the resamples do, and no further', () => {
    // A resample of 7 has 3 for its median when 4 draws or more are 3s. With one 3 of 7 samples (p = 1/7) that is
    // 35 p⁴(6/7)³ + 21 p⁵(6/7)² + 7 p⁶(6/7) + p⁷ = (35·216 + 21·36 + 7·6 + 1) / 7⁷ = 8,359 / 823,543 = 1.0 %: out.
    // With two (p = 2/7): (35·16·125 + 21·32·25 + 7·64·5 + 128) / 7⁷ = 89,168 / 823,543 = 10.8 %: in.
    const against = { seed: 1, paired: true };
    expect(ratioOfMedians([1, 1, 1, 3, 1, 1, 1], ones(7), against)).toEqual({ ratio: 1, ci95: [1, 1] });
    expect(ratioOfMedians([1, 1, 1, 3, 1, 1, 3], ones(7), against)).toEqual({ ratio: 1, ci95: [1, 3] });
  });

  it('keeps the rounds of paired samples together', () => {
    // Each round disturbed both alike: in every resample of rounds the ratio is exactly 2.
    const calm = [10, 11, 14, 10, 19, 12];
    const twice = calm.map((ns) => ns * 2);
    expect(ratioOfMedians(twice, calm, { seed: 1, paired: true })).toEqual({ ratio: 2, ci95: [2, 2] });
    const [low, high] = ratioOfMedians(twice, calm, { seed: 1, paired: false }).ci95 as [number, number];
    expect(low).toBeLessThan(1.8);
    expect(high).toBeGreaterThan(2.2);
  });

  it('gives the same interval for the same seed, and another for another', () => {
    const [above, below] = [
      [10.3, 11.1, 9.7, 10.9, 10.1, 12.2, 9.9],
      [9.1, 9.4, 10.2, 8.8, 9.6, 9.9, 9.2],
    ];
    const once = ratioOfMedians(above, below, { seed: 7, paired: false });
    expect(ratioOfMedians(above, below, { seed: 7, paired: false })).toEqual(once);
    const seeds = [1, 2, 3, 4, 5, 6].map((seed) =>
      JSON.stringify(ratioOfMedians(above, below, { seed, paired: false }).ci95),
    );
    expect(new Set(seeds).size).toBeGreaterThan(1);
  });

  it('takes sides of different sizes where they are not paired', () => {
    expect(ratioOfMedians([3, 3, 3, 3, 3, 3], [2, 2, 2, 2, 2], { seed: 1, paired: false })).toEqual({
      ratio: 1.5,
      ci95: [1.5, 1.5],
    });
    expect(() => ratioOfMedians([1, 2], [1], { seed: 1, paired: true })).toThrow(RangeError);
  });

  it('gives no interval for fewer runs than can carry one', () => {
    const few = ones(MIN_RUNS - 1);
    const options = { seed: 1, paired: false };
    expect(ratioOfMedians(few, ones(9), options)).toEqual({ ratio: 1, ci95: null });
    expect(ratioOfMedians(ones(9), few, options)).toEqual({ ratio: 1, ci95: null });
    expect(ratioOfMedians(ones(MIN_RUNS), ones(9), options).ci95).toEqual([1, 1]);
  });

  it.each([
    ['no numerator', [], [1]],
    ['no denominator', [1], []],
    ['a denominator of 0', [1], [0]],
    ['one denominator of 0 among others', ones(6), [0, ...ones(5)]],
    ['a negative denominator', [1], [-1]],
    ['a negative numerator', [-1], [1]],
    ['a numerator that is not a number', [Number.NaN], [1]],
    ['an infinite denominator', [1], [Infinity]],
  ])('knows nothing with %s', (_what, above, below) => {
    expect(ratioOfMedians(above, below, { seed: 1, paired: false })).toEqual(nothing);
  });

  it('never gives Infinity or NaN, and an interval in order', () => {
    const times = fc.array(fc.double({ min: 0 }), { maxLength: 8 });
    fc.assert(
      fc.property(times, times, fc.nat(), (above, below, seed) => {
        const { ratio, ci95 } = ratioOfMedians(above, below, { seed, paired: false });
        if (ratio !== null) expect(Number.isFinite(ratio)).toBe(true);
        if (ci95 !== null) {
          expect(ci95.every(Number.isFinite)).toBe(true);
          expect(ci95[0]).toBeLessThanOrEqual(ci95[1]);
        }
      }),
      { numRuns: 50 },
    );
  });
});

describe('ResampledMedian', () => {
  it('gives the middle of what was taken, then starts again', () => {
    const odd = new ResampledMedian([30, 10, 20]);
    for (const index of [0, 0, 1]) odd.take(index); // 30 30 10
    expect(odd.next()).toBe(30);
    for (const index of [1, 2, 1]) odd.take(index); // 10 20 10
    expect(odd.next()).toBe(10);
    const even = new ResampledMedian([40, 10, 20, 30]);
    for (const index of [0, 1, 2, 3]) even.take(index);
    expect(even.next()).toBe(25);
    for (const index of [1, 1, 0, 0]) even.take(index); // 10 10 40 40
    expect(even.next()).toBe(25);
  });
});
