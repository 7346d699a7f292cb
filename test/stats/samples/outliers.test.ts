import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { outlierBound, outliersOf } from '../../../src/stats/samples/outliers.ts';

describe('outlierBound', () => {
  it('is where an outlier begins', () => {
    // Median 100, MAD 10: 3.5 × 1.4826 × 10 = 51.891 above.
    expect(outlierBound([80, 90, 100, 110, 120])).toBeCloseTo(151.891, 9);
  });

  it('is at least 5 % above the median', () => {
    expect(outlierBound([100, 100, 100, 100, 100])).toBe(105);
  });
});

describe('outliersOf', () => {
  it('finds the one that lies far out, with its robust z', () => {
    // Median of 10 11 12 13 14 100 is 12.5; deviations 0.5 0.5 1.5 1.5 2.5 87.5: MAD 1.5. z = 87.5 / (1.4826 × 1.5).
    expect(outliersOf([12, 100, 10, 13, 14, 11])).toEqual([{ index: 1, value: 100, z: 87.5 / 2.2239 }]);
  });

  it('draws the line at 3.5 robust standard deviations, on both sides', () => {
    // Median 100; the others' deviations 10 make MAD 10 and 3.5 of them 51.891.
    const others = [90, 90, 100, 110, 110];
    expect(outliersOf([...others, 48.2, 151.8])).toEqual([]);
    expect(outliersOf([...others, 48, 152]).map(({ value, z }) => [value, Math.sign(z)])).toEqual([
      [48, -1],
      [152, 1],
    ]);
  });

  it('finds the odd one among equals, by the mean deviation where the median one is 0', () => {
    // Mean deviation 20 / 8 = 2.5; z = 20 / (2.5 × √(π/2)) = 6.38.
    const [odd] = outliersOf([50, 50, 50, 50, 70, 50, 50, 50]);
    expect(odd).toMatchObject({ index: 4, value: 70 });
    expect(odd?.z).toBeCloseTo(6.383, 3);
  });

  it('takes a difference of up to 5 % among equals for the grain of the clock', () => {
    const others = [100, 100, 100, 100, 100, 100, 100];
    expect(outliersOf([...others, 105])).toEqual([]);
    expect(outliersOf([...others, 105.1])).toHaveLength(1);
    expect(outliersOf([...others, 95])).toEqual([]);
    expect(outliersOf([...others, 94.9])).toHaveLength(1);
  });

  it('takes no difference of up to 5 % for one, however close the others are', () => {
    // Median 1000, MAD 1: 1050 has a z of 33.7.
    const others = [998, 999, 999, 1000, 1000, 1001, 1001, 1002];
    expect(outliersOf([...others, 1050])).toEqual([]);
    expect(outliersOf([...others, 950])).toEqual([]);
    expect(outliersOf([...others, 1051]).map(({ value }) => value)).toEqual([1051]);
    expect(outliersOf([...others, 949]).map(({ value }) => value)).toEqual([949]);
  });

  it('calls no half an outlier of the other', () => {
    // Mean deviation 2 × 50 / 5 = 20; z = 50 / (20 × √(π/2)) = 1.99.
    expect(outliersOf([50, 50, 50, 100, 100])).toEqual([]);
  });

  it.each([[[]], [[1]], [[1, 1, 1, 1000]], [[5, 5, 5, 5, 5]]])('finds none in %j', (samples) => {
    expect(outliersOf(samples)).toEqual([]);
  });

  it('finds the same ones in another unit', () => {
    const samples = fc.array(fc.integer({ min: 1, max: 1000 }), { maxLength: 12 });
    fc.assert(
      fc.property(samples, (some) => {
        const indices = (values: number[]) => outliersOf(values).map(({ index }) => index);
        // Times 1,024 is exact in binary.
        expect(indices(some.map((value) => value * 1024))).toEqual(indices(some));
      }),
    );
  });
});
