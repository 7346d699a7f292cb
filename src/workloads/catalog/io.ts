import { ANYWHERE, type BuiltIn } from './built-in.ts';
import { sumOfRow } from './series.ts';

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
