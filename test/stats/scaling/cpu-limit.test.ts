import { describe, expect, it } from 'vitest';
import { enoughFor } from '../../../src/stats/scaling/cpu-limit.ts';

const points = (...rows: [workers: number, r: number | null, d?: number][]) =>
  rows.map(([workers, r, d = 0]) => ({ workers, r, d }));

describe('how many workers the CPUs are enough for', () => {
  it('is one for each where every worker wants one all the time', () => {
    expect(enoughFor(points([1, 0.98], [2, 1.95], [4, 1.96, 1.9]), 2)).toBe(2);
  });

  it('is one for each beside neighbours, too: what was queued for was wanted', () => {
    expect(enoughFor(points([1, 0.6, 0.35], [4, 1.1, 2.6]), 2)).toBe(2);
  });

  it('is more where each waits for most of the time: 0.1 of a CPU each fill two with twenty', () => {
    expect(enoughFor(points([1, 0.1], [8, 0.8], [32, 1.9]), 2)).toBeCloseTo(20, 9);
  });

  it('has no bound where the CPUs were never filled', () => {
    expect(enoughFor(points([1, 0.02], [8, 0.15], [32, 0.5]), 2)).toBe(Infinity);
    // One lock: four want one core together.
    expect(enoughFor(points([1, 0.98], [2, 1.02], [4, 1.03, 0.1]), 2)).toBe(Infinity);
  });

  it('is the quota under one', () => {
    expect(enoughFor(points([1, 0.98], [2, 1.5], [4, 1.5]), 1.5)).toBe(1.5);
  });

  it('is taken to be one for each where the kernel doesn’t tell', () => {
    expect(enoughFor(points([1, null], [4, null]), 2)).toBe(2);
    expect(enoughFor(points([2, 1.9], [4, 1.9]), 2)).toBe(2);
    expect(enoughFor([], 2)).toBe(2);
  });
});
