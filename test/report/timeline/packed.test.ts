import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { packed, unpacked } from '../../../src/report/timeline/packed.ts';

/** Five bits a digit, the lowest first, bit 5 where more follow: written down once more, from the format alone. */
const BY_HAND = [
  { numbers: [], text: '' },
  { numbers: [0, 0, 0], text: 'AAA' },
  { numbers: [1, 0, 2], text: 'CBE' },
  { numbers: [-1], text: 'B' },
  // 16 is 32 in zigzag: the digit 0 with more to follow, then 1.
  { numbers: [16, 16], text: 'gBA' },
  { numbers: [50_000, 50_012], text: 'g1hDY' },
] as const;

describe('numbers as a text', () => {
  it.each(BY_HAND)('are $text for $numbers', ({ numbers, text }) => {
    expect(packed(numbers)).toBe(text);
    expect(unpacked(text)).toEqual(numbers);
  });

  it('are the same when they are read again, and nothing that a page would have to escape', () => {
    const number = fc.oneof(fc.integer({ min: -40, max: 40 }), fc.integer({ min: -(2 ** 51), max: 2 ** 51 }));
    fc.assert(
      fc.property(fc.array(number), (numbers) => {
        const text = packed(numbers);
        expect(text).toMatch(/^[A-Za-z0-9+/]*$/);
        expect(unpacked(text)).toEqual(numbers);
      }),
    );
  });

  it('end where a file holds what no clock can say', () => {
    expect(unpacked(packed([1e300, Number.POSITIVE_INFINITY, 7]))).toEqual([2 ** 51, 2 ** 51, 7]);
  });
});
