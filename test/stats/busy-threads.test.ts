import { describe, expect, it } from 'vitest';
import { busyThreads, meanAlive } from '../../src/stats/busy-threads.ts';

const thread = (runNs: number, runDelayNs = 0, lifeNs = 1e9) => ({ lifeNs, runNs, runDelayNs });

describe('the busy threads of a program', () => {
  it('are those that ran, not the helpers beside them', () => {
    expect(busyThreads([thread(0.9e9), thread(0.8e9), thread(0.01e9), thread(0)])).toHaveLength(2);
  });

  it('are all of many that share one core, however little each of them ran', () => {
    expect(busyThreads(Array.from({ length: 64 }, () => thread(1e9 / 64)))).toHaveLength(64);
  });

  it('are those too that wanted to run and could not', () => {
    expect(busyThreads([thread(0.9e9), thread(0.05e9, 0.9e9)])).toHaveLength(2);
  });

  it('are none where nobody ran', () => {
    expect(busyThreads([thread(0), thread(0)])).toEqual([]);
    expect(busyThreads([])).toEqual([]);
  });
});

describe('how many were there at a time', () => {
  it('counts a thousand short ones, two at a time, as two', () => {
    const compilers = Array.from({ length: 1000 }, () => thread(19e6, 0, 20e6));
    expect(meanAlive(compilers, 10e9)).toBeCloseTo(2, 10);
  });
});
