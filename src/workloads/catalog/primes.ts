import { ANYWHERE, type BuiltIn } from './built-in.ts';
import { primesIn } from './sieve.ts';

export const primes: BuiltIn = {
  ...ANYWHERE,
  name: 'primes',
  description: 'counts primes by trial division, in JavaScript; later units take longer',
  parameters: [
    {
      name: 'width',
      kind: 'count',
      default: 1000,
      least: 1,
      most: 1_000_000,
      description: 'numbers in a unit, beginning with its index × width',
    },
  ],
  unit: ({ width }) => `${width} numbers searched for primes`,
  // With as many units as that makes, the same numbers are searched, whatever the width.
  unitMs: ({ width }) => Number(width) * 1.2e-4,
  expected: (index, { width }) => primesIn(index * Number(width), (index + 1) * Number(width)),
};
