import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../../src/base/random.ts';
import { medianInterval } from '../../../src/stats/samples/median-interval.ts';

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
