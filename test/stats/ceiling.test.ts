import { describe, expect, it } from 'vitest';
import { ceilingOf, type Demand } from '../../src/stats/ceiling.ts';

/** So many bins in which threads wanted these shares of a core. */
function bins(count: number, ...wanted: readonly number[]): Demand[] {
  const cores = wanted.reduce((sum, each) => sum + each, 0);
  return Array.from({ length: count }, () => ({ cores, most: Math.max(0, ...wanted), oneAtATime: false }));
}

const SECOND = 1e9;

describe('the ceiling', () => {
  it('of ten seconds of one thread, then five of four, is 1.5', () => {
    const ceiling = ceilingOf([...bins(100, 1), ...bins(50, 1, 1, 1, 1)], 15 * SECOND, 300);
    expect(ceiling?.ratio).toBeCloseTo(1.5);
    expect(ceiling?.serialNs).toBeCloseTo(10 * SECOND);
    expect(ceiling?.waitNs).toBeCloseTo(0);
    // √((1 − 2/3) ÷ (2/3 × 300))
    expect(ceiling?.errorRatio).toBeCloseTo(0.0408, 4);
  });

  it('keeps waits apart: two seconds of sleep, two of two threads', () => {
    const ceiling = ceilingOf([...bins(20), ...bins(20, 1, 1)], 4 * SECOND, 80);
    expect(ceiling).toMatchObject({ serialNs: 0, waitNs: 2 * SECOND, ratio: 2 });
  });

  it('of a thread that is half asleep is 1, half of it a wait', () => {
    const ceiling = ceilingOf(bins(40, 0.5), 4 * SECOND, 80);
    expect(ceiling).toMatchObject({ serialNs: 2 * SECOND, waitNs: 2 * SECOND, ratio: 1 });
    expect(ceiling?.errorRatio).toBeGreaterThan(0);
    expect(ceiling?.errorRatio).toBeLessThan(0.02);
  });

  it('takes what is queued for what would run: neighbours change nothing', () => {
    // Busy 0.5 and queued 0.5 is one thread that wants a core.
    const [alone, beside] = [1, 0.5 + 0.5].map((wanted) => ceilingOf(bins(40, wanted), 4 * SECOND, 80));
    expect(alone).toEqual(beside);
  });

  it('takes threads that may have run at once for such, and those for alone that wait for one lock', () => {
    const four = bins(40, 0.25, 0.25, 0.25, 0.25);
    expect(ceilingOf(four, 4 * SECOND, 80)?.ratio).toBeCloseTo(2);
    const locked = four.map((bin) => ({ ...bin, oneAtATime: true }));
    expect(ceilingOf(locked, 4 * SECOND, 80)?.ratio).toBeCloseTo(1);
  });

  it('counts the time in which a busy thread’s helper rests', () => {
    expect(ceilingOf(bins(40, 1, 0.2), 4 * SECOND, 80)?.ratio).toBeCloseTo(1.25);
  });

  it('is unknown where nothing is serial, and for few samples', () => {
    expect(ceilingOf(bins(40, 0.98, 0.98), 4 * SECOND, 80)).toBeNull();
    expect(ceilingOf([...bins(399, 1, 1), ...bins(1, 1)], 40 * SECOND, 800)).toBeNull();
    expect(ceilingOf(bins(9, 1), 0.95 * SECOND, 19)).toBeNull();
    expect(ceilingOf([], SECOND, 80)).toBeNull();
  });
});
