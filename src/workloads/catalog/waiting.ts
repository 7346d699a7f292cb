import { ANYWHERE, type BuiltIn, sumOfRow } from './built-in.ts';

export const io: BuiltIn = {
  ...ANYWHERE,
  needsScratch: true,
  name: 'io',
  description: 'writes a real file, reads it back and deletes it, without blocking the thread',
  parameters: [
    {
      name: 'size',
      kind: 'size',
      default: 65_536,
      least: 4,
      most: 2 ** 30,
      description: 'bytes of the file',
    },
  ],
  unit: ({ size }) => `a file of ${size} bytes written, read and deleted`,
  unitMs: ({ size }) => 1.2 + Number(size) * 1.4e-6,
  expected: (index, { size }) => sumOfRow(index, Math.floor(Number(size) / 4)),
};

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
