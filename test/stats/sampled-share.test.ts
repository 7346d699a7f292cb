import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { withinSamples } from '../../src/stats/sampled-share.ts';

describe('a part of some time that samples split', () => {
  it('is within Wilson’s interval: 10 of 100 samples are 5.5 % to 17.4 %', () => {
    const { low, high } = withinSamples(10, 100, 100, 1);
    expect(low).toBeCloseTo(5.52, 2);
    expect(high).toBeCloseTo(17.44, 2);
  });

  it('may be more than nothing where no sample found it: 0 of 100 are up to 3.7 %', () => {
    const { low, high } = withinSamples(0, 100, 100, 1);
    expect([low, high]).toEqual([0, expect.closeTo(3.7, 1)]);
  });

  it('is exact where every stretch is longer than the time between two samples', () => {
    expect(withinSamples(40, 100, 0, 1)).toEqual({ low: 40, high: 40 });
  });

  it('is never less than nothing, nor more than all, and has what was found between', () => {
    const ns = fc.double({ min: 0, max: 1e12, noNaN: true });
    const share = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(
        ns,
        share,
        share,
        fc.double({ min: 1, max: 1e9, noNaN: true }),
        (whole, of, brief, period) => {
          const part = whole * of;
          const { low, high } = withinSamples(part, whole, whole * brief, period);
          const dust = 1e-9 * whole;
          expect(low).toBeGreaterThanOrEqual(0);
          expect(low).toBeLessThanOrEqual(part + dust);
          expect(high).toBeGreaterThanOrEqual(part - dust);
          expect(high).toBeLessThanOrEqual(whole);
        },
      ),
    );
  });
});
