import { ANYWHERE, type BuiltIn, sumOfRow } from './built-in.ts';

export const memory: BuiltIn = {
  ...ANYWHERE,
  name: 'memory',
  description: 'reads an array far larger than the caches: the cores share the way to memory',
  parameters: [
    {
      name: 'size',
      kind: 'size',
      default: 64 * 2 ** 20,
      least: 1000,
      most: 4 * 2 ** 30,
      description: 'bytes of each worker’s own array',
    },
  ],
  unit: ({ size }) => `one pass over an array of ${size} bytes`,
  unitMs: ({ size }) => Number(size) * 4.6e-8,
  /** Lines of 64 bytes, of which the first words are 0, 1, 2, …; the index is added once. */
  expected: (index, { size }) => (index + sumOfRow(0, Math.ceil(Math.floor(Number(size) / 4) / 16))) >>> 0,
};

export const allocate: BuiltIn = {
  ...ANYWHERE,
  name: 'allocate',
  description: 'makes small objects and drops them: garbage collection',
  parameters: [
    {
      name: 'objects',
      kind: 'count',
      default: 20_000,
      least: 1,
      most: 100_000_000,
      description: 'objects made in a unit',
    },
  ],
  unit: ({ objects }) => `${objects} small objects made and dropped`,
  unitMs: ({ objects }) => Number(objects) * 2.2e-5,
  expected: (index, { objects }) => sumOfRow(index, Number(objects)),
};
