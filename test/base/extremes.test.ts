import { expect, it } from 'vitest';
import { maxOf, minOf } from '../../src/base/extremes.ts';

it.each([
  [[3, 1, 2], 1, 3],
  [[-1], -1, -1],
  [[], Infinity, -Infinity],
])('the least and the greatest of %j', (numbers, least, greatest) => {
  expect([minOf(numbers), maxOf(numbers)]).toEqual([least, greatest]);
});

it('have a bound where one is given', () => {
  expect([minOf([3], 2), maxOf([3], 4), minOf([], 2), maxOf([], 4)]).toEqual([2, 4, 2, 4]);
});

it('are found in a list that is longer than the stack', () => {
  const long = Array.from({ length: 1_000_000 }, (_, index) => index);
  expect([minOf(long), maxOf(long)]).toEqual([0, 999_999]);
});
