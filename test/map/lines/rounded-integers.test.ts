import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hasLongNumber, roundedIntegers } from '../../../src/map/lines/rounded-integers.ts';

describe('integers that JavaScript rounds', () => {
  it.each([
    ['{"id": 12345678901234567890}', ['12345678901234567890']],
    ['[-9007199254740993,9007199254740993]', ['-9007199254740993', '9007199254740993']],
    ['[9007199254740991,9007199254740992,10000000000000000000000]', []],
    ['{"12345678901234567890": "12345678901234567890", "\\"": "1\\\\"}', []],
    ['[0.12345678901234567890, 12345678901234567890.5, 12345678901234567890e3]', []],
    [`1${'0'.repeat(400)}`, [`1${'0'.repeat(400)}`]],
    ['{"a', []],
  ])('are found in %s', (json, rounded) => {
    expect(roundedIntegers(json)).toEqual(rounded);
  });

  it('are those that change when they are read', () => {
    fc.assert(
      fc.property(fc.array(fc.bigInt({ min: -(2n ** 66n), max: 2n ** 66n })), (integers) => {
        const changed = integers.filter((integer) => BigInt(Number(integer)) !== integer);
        expect(roundedIntegers(`[${integers}]`)).toEqual(changed.map(String));
      }),
    );
  });

  it('are never where so many digits don’t follow each other', () => {
    const text = fc
      .array(
        fc.oneof(
          fc.nat({ max: 20 }).map((digits) => '7'.repeat(digits)),
          fc.constantFrom('-', ' x'),
        ),
      )
      .map((parts) => parts.join(''));
    fc.assert(
      fc.property(text, (written) => {
        expect(hasLongNumber(Buffer.from(written))).toBe(/\d{16}/.test(written));
      }),
    );
  });
});
