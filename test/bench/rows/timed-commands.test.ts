import { expect, it } from 'vitest';
import { isBeyondDeviation } from '../../../bench/rows/timed-commands.ts';

const summary = (mean: number, stddev: number) => ({ mean, stddev });

// 22 ± 1 ÷ 20 ± 1 is 1.1 ± 1.1 × √((1/22)² + (1/20)²) = 1.1 ± 0.074; with a deviation of 2 it is 1.1 ± 0.149.
it('finds a difference where 1 lies outside of the deviation, whichever is the slower one', () => {
  expect(isBeyondDeviation(summary(20, 1), summary(22, 1))).toBe(true);
  expect(isBeyondDeviation(summary(22, 1), summary(20, 1))).toBe(true);
  expect(isBeyondDeviation(summary(20, 2), summary(22, 2))).toBe(false);
  expect(isBeyondDeviation(summary(20, 1), summary(20, 1))).toBe(false);
});
