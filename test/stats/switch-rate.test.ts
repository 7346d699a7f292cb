import { describe, expect, it } from 'vitest';
import { switchesPerSecond, switchRate } from '../../src/stats/switch-rate.ts';

const thread = (voluntarySwitches: number | null, lifeNs = 2e9) => ({ lifeNs, voluntarySwitches });

describe('the switch rate', () => {
  it('is that of each thread in a second of its life, while one of them ran', () => {
    // 300 switches each in 2 s: 150 a second. Where one ran for half of the time, 300 in a second of running.
    expect(switchRate([thread(300), thread(300)], 1)).toBe(150);
    expect(switchRate([thread(300), thread(300)], 0.5)).toBe(300);
  });

  it('knows no more than all of the time, and no less than a hundredth', () => {
    expect(switchRate([thread(300)], 1.9)).toBe(150);
    expect(switchRate([thread(2)], 0)).toBeCloseTo(100, 10);
  });

  it('counts short lives as what they are', () => {
    // 10 and 30 switches in 0.5 s and 1.5 s: 40 in 2 s.
    expect(switchesPerSecond([thread(10, 0.5e9), thread(30, 1.5e9)])).toBe(20);
  });

  it('leaves out whose switches are unknown, and is unknown where all are, or nobody lived', () => {
    expect(switchRate([thread(300), thread(null)], 1)).toBe(150);
    expect(switchRate([thread(null)], 1)).toBeNull();
    expect(switchRate([], 1)).toBeNull();
    expect(switchRate([thread(3, 0)], 1)).toBeNull();
  });
});
