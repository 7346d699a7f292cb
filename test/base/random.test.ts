import fc from 'fast-check';
import { expect, it } from 'vitest';
import { seededRandom, shuffled } from '../../src/base/random.ts';

it('gives mulberry32’s published row for a seed', () => {
  const random = seededRandom(1);
  expect([random(), random(), random()]).toEqual([
    0.6270739405881613, 0.002735721180215478, 0.5274470399599522,
  ]);
});

it('gives another row for another seed', () => {
  expect(seededRandom(1)()).not.toBe(seededRandom(2)());
});

it('stays within 0 and 1 for any seed', () => {
  fc.assert(
    fc.property(fc.integer(), (seed) => {
      const random = seededRandom(seed);
      for (let i = 0; i < 20; i++) {
        const value = random();
        expect(value).toBeGreaterThanOrEqual(0);
        expect(value).toBeLessThan(1);
      }
    }),
  );
});

it('shuffles without losing, adding or touching anything', () => {
  fc.assert(
    fc.property(fc.array(fc.integer()), fc.nat(), (items, seed) => {
      const before = [...items];
      const mixed = shuffled(items, seededRandom(seed));
      expect([...mixed].sort((a, b) => a - b)).toEqual([...items].sort((a, b) => a - b));
      expect(items).toEqual(before);
    }),
  );
});

it('shuffles the same way for the same seed, and can reach every order', () => {
  const orders = new Set<string>();
  for (let seed = 0; seed < 100; seed++) {
    const order = shuffled(['a', 'b', 'c'], seededRandom(seed)).join('');
    expect(shuffled(['a', 'b', 'c'], seededRandom(seed)).join('')).toBe(order);
    orders.add(order);
  }
  expect([...orders].sort()).toEqual(['abc', 'acb', 'bac', 'bca', 'cab', 'cba']);
});
