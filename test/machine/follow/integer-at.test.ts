import fc from 'fast-check';
import { expect, it } from 'vitest';
import { integerAt } from '../../../src/machine/follow/integer-at.ts';

it('reads the number that a text has there, as far as a space or the line goes', () => {
  fc.assert(
    fc.property(fc.nat(), fc.nat(), fc.constantFrom(' ', '\n', ''), (first, second, end) => {
      const bytes = Buffer.from(`${first} ${second}${end}`);
      expect(integerAt(bytes, 0, bytes.length)).toBe(first);
      expect(integerAt(bytes, `${first} `.length, bytes.length)).toBe(second);
    }),
  );
});

it('finds none where nothing is', () => {
  expect(integerAt(Buffer.from(' 1'), 0, 2)).toBeNull();
  expect(integerAt(Buffer.from('1'), 1, 1)).toBeNull();
});
