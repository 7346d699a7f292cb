import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../src/base/random.ts';
import { ceilingOf, type Demand } from '../../src/stats/ceiling.ts';

/** So many bins in which threads wanted these shares of a core. */
function bins(count: number, ...wanted: readonly number[]): Demand[] {
  const cores = wanted.reduce((sum, each) => sum + each, 0);
  return Array.from({ length: count }, () => ({ cores, most: Math.max(0, ...wanted), oneAtATime: false }));
}

const SECOND = 1e9;

const ceiling = (all: readonly Demand[], durationNs: number, samples: number, unseenNs = 0) =>
  ceilingOf(all, { durationNs, samples, unseenNs });

describe('the ceiling', () => {
  it('of ten seconds of one thread, then five of four, is 1.5', () => {
    const found = ceiling([...bins(100, 1), ...bins(50, 1, 1, 1, 1)], 15 * SECOND, 300);
    expect(found?.ratio).toBeCloseTo(1.5);
    expect(found?.serialNs).toBeCloseTo(10 * SECOND);
    expect(found?.waitNs).toBeCloseTo(0);
    // √((1 − 2/3) ÷ (2/3 × 300))
    expect(found?.errorRatio).toBeCloseTo(0.0408, 4);
  });

  it('keeps waits apart: two seconds of sleep, two of two threads', () => {
    const found = ceiling([...bins(20), ...bins(20, 1, 1)], 4 * SECOND, 80);
    expect(found).toMatchObject({ serialNs: 0, waitNs: 2 * SECOND, ratio: 2 });
  });

  it('of a thread that is half asleep is 1, half of it a wait', () => {
    const found = ceiling(bins(40, 0.5), 4 * SECOND, 80);
    expect(found).toMatchObject({ serialNs: 2 * SECOND, waitNs: 2 * SECOND, ratio: 1 });
    expect(found?.errorRatio).toBeGreaterThan(0);
    expect(found?.errorRatio).toBeLessThan(0.02);
  });

  it('takes what is queued for what would run: neighbours change nothing', () => {
    // Busy 0.5 and queued 0.5 is one thread that wants a core.
    const [alone, beside] = [1, 0.5 + 0.5].map((wanted) => ceiling(bins(40, wanted), 4 * SECOND, 80));
    expect(alone).toEqual(beside);
  });

  it('takes threads that may have run at once for such, and those for alone that wait for one lock', () => {
    const four = bins(40, 0.25, 0.25, 0.25, 0.25);
    expect(ceiling(four, 4 * SECOND, 80)?.ratio).toBeCloseTo(2);
    const locked = four.map((bin) => ({ ...bin, oneAtATime: true }));
    expect(ceiling(locked, 4 * SECOND, 80)?.ratio).toBeCloseTo(1);
  });

  it('counts the time in which a busy thread’s helper rests', () => {
    expect(ceiling(bins(40, 1, 0.2), 4 * SECOND, 80)?.ratio).toBeCloseTo(1.25);
  });

  it('takes what nobody saw for time in which one more ran', () => {
    const found = ceiling(bins(40, 1), 4 * SECOND, 80, SECOND);
    expect(found).toMatchObject({ ratio: 4 / 3, serialNs: 3 * SECOND });
    expect(ceiling(bins(40, 1), 4 * SECOND, 80, 4 * SECOND)).toBeNull();
  });

  it('is never lower than for threads that overlap as they please', () => {
    const random = seededRandom(1);
    for (let trial = 0; trial < 300; trial++) {
      // A bin of 100 moments, and threads that are active in some of them.
      const threads = Array.from({ length: 1 + Math.floor(random() * 4) }, () => {
        const share = random();
        return Array.from({ length: 100 }, () => random() < share);
      });
      const active = Array.from({ length: 100 }, (_, at) => threads.filter((moments) => moments[at]).length);
      const alone = active.filter((count) => count <= 1).length / 100;
      const wanted = threads.map((moments) => moments.filter(Boolean).length / 100);
      const found = ceiling(bins(1, ...wanted), 4 * SECOND, 80);
      // But for the clocks’ slack.
      if (found !== null && alone > 0.05) expect(found.ratio).toBeGreaterThanOrEqual(1 / alone - 1e-9);
    }
  });

  it('is unknown where its error is more than half of it', () => {
    // A share of 4 % of 80 samples: √(0.96 ÷ (0.04 × 80)) = 0.55.
    expect(ceiling([...bins(96, 1, 1), ...bins(4, 1)], 4 * SECOND, 80)).toBeNull();
    expect(ceiling([...bins(94, 1, 1), ...bins(6, 1)], 4 * SECOND, 80)?.errorRatio).toBeCloseTo(0.44, 2);
  });

  it('is unknown where nothing is serial, and for few samples', () => {
    expect(ceiling(bins(40, 0.98, 0.98), 4 * SECOND, 80)).toBeNull();
    expect(ceiling([...bins(399, 1, 1), ...bins(1, 1)], 40 * SECOND, 800)).toBeNull();
    expect(ceiling(bins(9, 1), 0.95 * SECOND, 19)).toBeNull();
    expect(ceiling([], SECOND, 80)).toBeNull();
  });
});
