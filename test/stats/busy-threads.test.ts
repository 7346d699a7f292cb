import { describe, expect, it } from 'vitest';
import { busyThreads, meanAlive, switchesPerSecond, switchRate } from '../../src/stats/busy-threads.ts';

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

const switching = (voluntarySwitches: number | null, lifeNs = 2e9) => ({ lifeNs, voluntarySwitches });

describe('the switch rate', () => {
  it('is that of each thread in a second of its life, while one of them ran', () => {
    // 300 switches each in 2 s: 150 a second. Where one ran for half of the time, 300 in a second of running.
    expect(switchRate([switching(300), switching(300)], 1)).toBe(150);
    expect(switchRate([switching(300), switching(300)], 0.5)).toBe(300);
  });

  it('knows no more than all of the time, and no less than a hundredth', () => {
    expect(switchRate([switching(300)], 1.9)).toBe(150);
    expect(switchRate([switching(2)], 0)).toBeCloseTo(100, 10);
  });

  it('counts short lives as what they are', () => {
    // 10 and 30 switches in 0.5 s and 1.5 s: 40 in 2 s.
    expect(switchesPerSecond([switching(10, 0.5e9), switching(30, 1.5e9)])).toBe(20);
  });

  it('leaves out whose switches are unknown, and is unknown where all are, or nobody lived', () => {
    expect(switchRate([switching(300), switching(null)], 1)).toBe(150);
    expect(switchRate([switching(null)], 1)).toBeNull();
    expect(switchRate([], 1)).toBeNull();
    expect(switchRate([switching(3, 0)], 1)).toBeNull();
  });
});
