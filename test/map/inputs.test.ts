import { describe, expect, it } from 'vitest';
import { readMapInputs } from '../../src/map/inputs.ts';

const totalOf = (inputs: unknown) => readMapInputs(inputs).total;

function* endless() {
  for (let i = 0; ; i++) yield i;
}

describe('inputs', () => {
  it.each([
    ['a number', 5],
    ['an array', [1, 2, 3, 4, 5]],
    ['a set', new Set(['a', 'b', 'c', 'd', 'e'])],
    ['numbers', new Float32Array(5)],
  ])('may be %s', (_what, inputs) => {
    expect(totalOf(inputs)).toBe(5);
  });

  it.each([
    ['an endless generator', endless],
    ['an array of nothing but a length', () => Object.assign([], { length: 2 ** 28 })],
    ['a number', () => 2 ** 28],
  ])('that are too many are refused before they are read: %s', (_what, make) => {
    const startMs = performance.now();
    expect(() => totalOf(make())).toThrow(
      expect.objectContaining({ code: 'USAGE', message: expect.stringContaining('the limit is 33554432') }),
    );
    expect(performance.now() - startMs).toBeLessThan(15_000);
  });
});
