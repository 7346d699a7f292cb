import { expect, it } from 'vitest';
import { textOf } from '../../../src/base/errors/read-thrown.ts';

it.each([
  [Object.create(null), 'an object that can’t be shown'],
  [Object.assign(() => {}, { toString: () => ({}), valueOf: () => ({}) }), 'a function that can’t be shown'],
  [
    Object.create(null, {
      toString: {
        get: () => {
          throw new Error('x');
        },
      },
    }),
    'an object that can’t be shown',
  ],
  [Symbol('s'), 'Symbol(s)'],
  [undefined, 'undefined'],
])('says what a value is that has no text', (value, text) => {
  expect(textOf(value)).toBe(text);
});
