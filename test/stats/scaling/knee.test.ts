import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { kneeOf, recommendedCount } from '../../../src/stats/scaling/knee.ts';

type Interval = [number, number] | null;

const points = (...rows: [workers: number, throughputX: number, ci95?: Interval][]) =>
  rows.map(([workers, throughputX, ci95 = null]) => ({ workers, throughputX, ci95 }));

describe('kneeOf', () => {
  it('is the fewest workers that reach 95 % of the highest throughput×', () => {
    // 95 % of 4 is 3.8.
    expect(kneeOf(points([1, 1], [2, 2], [3, 3.79], [4, 3.8], [8, 4]))).toBe(4);
  });

  it('takes the points in any order, with gaps', () => {
    expect(kneeOf(points([16, 3], [1, 1], [6, 2.9], [2, 1.9]))).toBe(6);
  });

  it('is one worker where nothing is gained', () => {
    expect(kneeOf(points([1, 1], [2, 0.9], [4, 0.7]))).toBe(1);
  });

  it.each([[points()], [points([1, 0])], [points([1, Number.NaN], [2, -1])]])('is unknown for %j', (some) => {
    expect(kneeOf(some)).toBeNull();
    expect(recommendedCount(some)).toBeNull();
  });
});

describe('recommendedCount', () => {
  it('takes the fewest that may do as well as the highest', () => {
    // 95 % of 4 is 3.8: two workers' interval doesn't reach it, three workers' does.
    const some = points([1, 1, [1, 1]], [2, 2, [1.9, 3.7]], [3, 3.5, [3.2, 3.8]], [4, 4, [3.9, 4.1]]);
    expect(recommendedCount(some)).toBe(3);
    expect(kneeOf(some)).toBe(4);
  });

  it('takes a point without an interval by its median', () => {
    expect(recommendedCount(points([2, 3.7], [3, 3.8], [4, 4, [3.9, 4.1]]))).toBe(3);
  });

  it('never asks for more workers than the knee does, and both name a measured point', () => {
    const point = fc.record({
      workers: fc.integer({ min: 1, max: 64 }),
      throughputX: fc.double({ min: 0.01, max: 64, noNaN: true }),
      ci95: fc.option(
        fc.tuple(fc.double({ min: 0, max: 64, noNaN: true }), fc.double({ min: 0, max: 64, noNaN: true })),
      ),
    });
    fc.assert(
      fc.property(fc.array(point, { minLength: 1 }), (some) => {
        const [knee, recommended] = [kneeOf(some) as number, recommendedCount(some) as number];
        const counts = some.map(({ workers }) => workers);
        expect(counts).toContain(knee);
        expect(counts).toContain(recommended);
        expect(recommended).toBeLessThanOrEqual(knee);
      }),
    );
  });

  it('is the knee where no point has an interval', () => {
    const point = fc.record({
      workers: fc.integer({ min: 1, max: 64 }),
      throughputX: fc.double({ min: 0.01, max: 64, noNaN: true }),
      ci95: fc.constant(null),
    });
    fc.assert(
      fc.property(fc.array(point), (some) => {
        expect(recommendedCount(some)).toBe(kneeOf(some));
      }),
    );
  });
});
