import { describe, expect, it } from 'vitest';
import { summaryOf, verdictOn } from '../../bench/summary.ts';

describe('the summary of a line', () => {
  it('has the interval of the median from order statistics', () => {
    const values = [3, 1, 2, 5, 4, 9, 8, 7, 6];
    expect(summaryOf({ values, unit: 'ratio' })).toEqual({ n: 9, value: 5, ci95: [2, 8], min: 1, max: 9 });
  });

  it('has no interval of fewer than six rounds', () => {
    expect(summaryOf({ values: [1, 1, 1, 1, 1], unit: 'ratio' })).toMatchObject({ value: 1, ci95: null });
  });

  it('leaves rounds without a value out, and is unknown where none has one', () => {
    expect(summaryOf({ values: [Number.NaN, 2, 3, Number.POSITIVE_INFINITY], unit: 'share' })).toMatchObject({
      n: 2,
      value: 2.5,
    });
    expect(summaryOf({ values: [Number.NaN], unit: 'share' })).toEqual({
      n: 0,
      value: null,
      ci95: null,
      min: null,
      max: null,
    });
  });

  it('has the share of the cases, with Wilson’s interval: 10 of 100 are 5.5 % to 17.4 %', () => {
    const values = Array.from({ length: 100 }, (_, n) => (n < 10 ? 1 : 0));
    const { value, ci95 } = summaryOf({ values, unit: 'cases' });
    expect(value).toBe(0.1);
    expect(ci95?.map((end) => end.toFixed(4))).toEqual(['0.0552', '0.1744']);
  });
});

describe('the verdict on a goal', () => {
  it('is met or missed where the whole interval says so, and otherwise undecided', () => {
    expect(verdictOn({ atMost: 1.1 }, [0.9, 1.1])).toBe('met');
    expect(verdictOn({ atMost: 1.1 }, [1.11, 1.2])).toBe('missed');
    expect(verdictOn({ atMost: 1.1 }, [1.0, 1.11])).toBe('undecided');
    expect(verdictOn({ atLeast: 0.99 }, [0.99, 1.01])).toBe('met');
    expect(verdictOn({ atLeast: 0.99 }, [0.9, 0.98])).toBe('missed');
    expect(verdictOn({ atLeast: 0.99 }, [0.98, 1.01])).toBe('undecided');
  });

  it('is undecided without an interval', () => {
    expect(verdictOn({ atMost: 1 }, null)).toBe('undecided');
  });
});
