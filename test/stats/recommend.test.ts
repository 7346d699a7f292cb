import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { recommendations, recommendedWorkers } from '../../src/stats/recommend.ts';

describe('recommendedWorkers', () => {
  it.each([
    [1, 1],
    [2, 2],
    [0.25, 1],
    [1.5, 1],
    [1.99, 1],
    [3.99, 3],
    [64, 64],
  ])('takes one for each whole CPU of %d, and never none', (effective, workers) => {
    expect(recommendedWorkers(effective, null)).toBe(workers);
  });

  it.each([
    // What was measured is taken for a tenth more: 1.93 is two CPUs, 1.85 is one and a bit.
    [4, 1.93, 2],
    [4, 1.85, 1],
    [4, 0.5, 1],
    [4, 0, 1],
    [2, 3.5, 2],
    [1.5, 3.95, 1],
  ])('of %d CPUs of which %d could be kept busy is %d', (effective, measured, workers) => {
    expect(recommendedWorkers(effective, measured)).toBe(workers);
  });

  it('is a whole number from 1 to what the limits leave', () => {
    const cpus = fc.double({ min: 0.001, max: 8192, noNaN: true });
    fc.assert(
      fc.property(cpus, fc.option(cpus), (effective, measured) => {
        const workers = recommendedWorkers(effective, measured);
        expect(Number.isInteger(workers)).toBe(true);
        expect(workers).toBeGreaterThanOrEqual(1);
        expect(workers).toBeLessThanOrEqual(Math.max(1, effective));
      }),
    );
  });
});

it('tells each tool its number in its own words', () => {
  expect(recommendations(3)).toEqual([
    { tool: 'vitest', setting: 'vitest --maxWorkers=3', workers: 3, atMost: false },
    { tool: 'jest', setting: 'jest --maxWorkers=3', workers: 3, atMost: false },
    { tool: 'make', setting: 'make -j3', workers: 3, atMost: false },
    { tool: 'ctest', setting: 'ctest --parallel 3', workers: 3, atMost: false },
    { tool: 'UV_THREADPOOL_SIZE', setting: 'UV_THREADPOOL_SIZE=3', workers: 3, atMost: false },
  ]);
});

describe('a worker that nobody pins', () => {
  it('has no use of isolated CPUs', () => {
    expect(recommendedWorkers(3, null, 1)).toBe(1);
    expect(recommendedWorkers(8, null, 6)).toBe(6);
    expect(recommendedWorkers(1.5, null, 6)).toBe(1);
  });

  it('is marked as one of at most so many where limits can’t be seen', () => {
    expect(recommendations(2, true).every(({ atMost }) => atMost)).toBe(true);
  });
});
