import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { digestOf, firstDifference } from '../../src/base/compare-results.ts';

describe('digestOf', () => {
  it('is the beginning of the SHA-256 of the texts, a line each', () => {
    // printf '' | sha256sum; printf '1\n"a"\n' | sha256sum
    expect(digestOf([])).toBe('e3b0c44298fc1c14');
    expect(digestOf([1, 'a'])).toBe('83786108efd7138b');
  });

  it('depends on the order, and on where one result ends and the next begins', () => {
    expect(digestOf([1, 2])).not.toBe(digestOf([2, 1]));
    expect(digestOf(['a\nb'])).not.toBe(digestOf(['a', 'b']));
    expect(digestOf([[1], [2]])).not.toBe(digestOf([[1, 2]]));
  });

  it('is equal exactly where there is no first difference', () => {
    const row = fc.array(fc.oneof(fc.integer({ max: 3, min: 0 }), fc.constantFrom('', 'a', null)), {
      maxLength: 3,
    });
    fc.assert(
      fc.property(row, row, (a, b) => {
        expect(digestOf(a) === digestOf(b)).toBe(firstDifference(a, b) === null);
      }),
    );
  });
});

describe('firstDifference', () => {
  it('is null for equal rows', () => {
    expect(firstDifference([], [])).toBeNull();
    expect(firstDifference([1, { a: Number.NaN }], [1, { a: Number.NaN }])).toBeNull();
  });

  it('names the first result that differs, and both texts', () => {
    expect(firstDifference([1, { a: 1 }, 3], [1, { a: 2 }, 4])).toEqual({
      index: 1,
      a: '{"a":1}',
      b: '{"a":2}',
    });
    expect(firstDifference([0], [-0])).toEqual({ index: 0, a: '0', b: '-0' });
  });

  it('says where a row has ended, and keeps that apart from every result', () => {
    expect(firstDifference([1], [1, undefined])).toEqual({ index: 1, a: 'nothing', b: 'undefined' });
    expect(firstDifference(['nothing'], [])).toEqual({ index: 0, a: '"nothing"', b: 'nothing' });
  });

  it('shows a long text around the place where it differs', () => {
    const [before, after] = ['x'.repeat(5000), 'y'.repeat(5000)];
    const found = firstDifference([`${before}1${after}`], [`${before}2${after}`]);
    expect(found?.a).toBe(`…${'x'.repeat(40)}1${'y'.repeat(79)}…`);
    expect(found?.b).toBe(`…${'x'.repeat(40)}2${'y'.repeat(79)}…`);
  });

  it('shows both, at most 122 characters each, wherever they differ', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 400 }), fc.string({ maxLength: 400 }), (a, b) => {
        const found = firstDifference([a], [b]);
        fc.pre(a !== b);
        expect(found?.a).not.toBe(found?.b);
        expect(Math.max(found?.a.length ?? 999, found?.b.length ?? 999)).toBeLessThanOrEqual(122);
      }),
    );
  });
});
