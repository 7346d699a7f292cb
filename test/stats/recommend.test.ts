import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  recommendations,
  recommendedWorkers,
  withinMemory,
  workersInMemory,
} from '../../src/stats/recommend.ts';

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

it('tells each tool its number in its own words, and its variable', () => {
  const settings = recommendations(3);
  expect(settings.find(({ tool }) => tool === 'make')).toEqual({
    tool: 'make',
    setting: 'make -j3',
    variable: { name: 'MAKEFLAGS', value: '-j3' },
    workers: 3,
    atMost: false,
  });
  expect(settings.find(({ tool }) => tool === 'jest')).toMatchObject({ variable: null });
});

describe('memory', () => {
  const GB = 1e9;

  it.each([
    [7 * GB, 2 * GB, 3],
    [2 * GB, 2 * GB, 1],
    [1.99 * GB, 2 * GB, 0],
    [0, 1, 0],
    [null, 2 * GB, null],
  ])('of %s bytes is enough for whole workers of %d', (available, each, workers) => {
    expect(workersInMemory(available, each)).toBe(workers);
  });

  it.each([
    [8, 3, 3],
    [8, 20, 8],
    [8, 0, 1],
    [8, null, 8],
    [null, 3, null],
  ])('and %s CPUs: the fewer of both (%s) count, at least one', (byCpus, inMemory, workers) => {
    expect(withinMemory(byCpus, inMemory)).toBe(workers);
  });

  it('never makes more workers, and never none', () => {
    const count = fc.integer({ min: 1, max: 8192 });
    fc.assert(
      fc.property(count, fc.nat(), fc.integer({ min: 1 }), (cpus, available, each) => {
        const workers = withinMemory(cpus, workersInMemory(available, each)) ?? 0;
        expect(workers).toBeGreaterThanOrEqual(1);
        expect(workers).toBeLessThanOrEqual(cpus);
        if (workers > 1) expect(workers * each).toBeLessThanOrEqual(available);
      }),
    );
  });
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
