import { describe, expect, it } from 'vitest';
import type { KeptRow } from '../../bench/figures.ts';
import type { Goal, Measured } from '../../bench/line.ts';
import { regressions } from '../../bench/regressions.ts';
import { exponent } from '../../bench/stats.ts';
import { summaryOf } from '../../bench/summary.ts';

const line = (values: readonly number[], goals: readonly Goal[] = [{ atMost: 1.2 }]): Measured => ({
  row: 'P7',
  what: 'threads, 8 ready',
  values,
  unit: 'ratio',
  goals,
  behind: '',
});

const kept = (values: readonly number[], goals?: readonly Goal[]): KeptRow[] => {
  const old = line(values, goals);
  return [
    {
      row: 'P7',
      command: 'npm run bench -- P7',
      measuredOn: '2026-11-23',
      machine: '',
      lines: [{ ...old, ...summaryOf(old) }],
    },
  ];
};

describe('a regression', () => {
  it('is a median beyond the kept spread and a quarter, on the bad side', () => {
    // The kept spread is 0.9 to 1.1, and a quarter of the median 0.25: up to 1.35 is as good as before.
    expect(regressions([line([1.3, 1.34, 9])], kept([0.9, 1, 1.1]))).toEqual([]);
    expect(regressions([line([1.36, 1.4, 0.2])], kept([0.9, 1, 1.1]))).toEqual([
      'P7 threads, 8 ready: 1.360, and was 1.000 (0.900 to 1.100)',
    ]);
    expect(regressions([line([0.1])], kept([0.9, 1, 1.1]))).toEqual([]);
  });

  it('is below, where more is better', () => {
    const goals = [{ atLeast: 300 }];
    expect(regressions([line([640], goals)], kept([900, 1000, 1100], goals))).toHaveLength(1);
    expect(regressions([line([660], goals)], kept([900, 1000, 1100], goals))).toEqual([]);
    expect(regressions([line([5000], goals)], kept([900, 1000, 1100], goals))).toEqual([]);
  });

  it('is none of a line that has no goal, is new, or was skipped', () => {
    expect(regressions([line([99], [])], kept([1], []))).toEqual([]);
    expect(regressions([{ ...line([99]), what: 'new' }], kept([1]))).toEqual([]);
    expect(regressions([{ row: 'P7', what: 'threads, 8 ready', skipped: 'no C' }], kept([1]))).toEqual([]);
  });
});

describe('the exponent', () => {
  it('is that of a power, whatever its factor', () => {
    const sizes = [2, 8, 64, 256];
    for (const power of [0, 0.5, 1, 2]) {
      expect(
        exponent(
          sizes,
          sizes.map((size) => 7 * size ** power),
        ),
      ).toBeCloseTo(power, 10);
    }
  });

  it('is unknown where a size wasn’t measured', () => {
    expect(exponent([2, 8], [1])).toBeNaN();
  });
});
