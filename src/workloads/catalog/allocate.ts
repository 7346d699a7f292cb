import { ANYWHERE, type BuiltIn } from './built-in.ts';
import { sumOfRow } from './series.ts';

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
