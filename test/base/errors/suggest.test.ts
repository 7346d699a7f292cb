import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { closest, editDistance } from '../../../src/base/errors/suggest.ts';

describe('editDistance', () => {
  it.each([
    ['', '', 0],
    ['', 'abc', 3],
    ['threads', 'threads', 0],
    ['kitten', 'sitting', 3],
    ['thraeds', 'threads', 1],
    ['ab', 'ba', 1],
    // Optimal string alignment never edits a swapped pair again, where true Damerau–Levenshtein would say 2.
    ['ca', 'abc', 3],
  ])('from %j to %j is %d', (from, to, distance) => {
    expect(editDistance(from, to)).toBe(distance);
  });

  it('is the same in both directions, and 0 only between equal words', () => {
    const word = fc.string({ maxLength: 8 });
    fc.assert(
      fc.property(word, word, (from, to) => {
        expect(editDistance(from, to)).toBe(editDistance(to, from));
        expect(editDistance(from, to) === 0).toBe(from === to);
      }),
    );
  });
});

describe('closest', () => {
  const NAMES = ['threads', 'processes', 'multicore', 'daemon'];

  it.each([
    ['thread', 'threads'],
    ['mulitcore', 'multicore'],
    ['DAEMON', 'daemon'],
    ['proceses', 'processes'],
  ])('takes %j for %j', (typed, meant) => {
    expect(closest(typed, NAMES)).toBe(meant);
  });

  it.each(['xyz', 'banana', ''])('takes %j for nothing', (typed) => {
    expect(closest(typed, NAMES)).toBeNull();
  });

  it('prefers the nearest of several', () => {
    expect(closest('spreed', ['speed', 'spread'])).toBe('speed');
    expect(closest('sprad', ['same', 'spread', 'none'])).toBe('spread');
  });
});
