import { ANYWHERE, type BuiltIn } from './built-in.ts';

export const sleep: BuiltIn = {
  ...ANYWHERE,
  name: 'sleep',
  description: 'waits on a timer, and needs no core',
  parameters: [
    // A timer counts in whole milliseconds, and one of more than 2^31 - 1 of them ends at once.
    {
      name: 'time',
      kind: 'time',
      default: 5,
      least: 1,
      most: 3_600_000,
      description: 'how long a unit waits',
    },
  ],
  unit: ({ time }) => `a timer of ${time} ms`,
  unitMs: ({ time }) => Number(time) + 0.3,
  expected: (index) => index,
};
