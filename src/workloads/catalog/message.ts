import { ENGINES } from '../../model/engines/engines.ts';
import type { BuiltIn } from './built-in.ts';

export const message: BuiltIn = {
  name: 'message',
  description: 'sends bytes to the parent and gets them back: cloned, transferred or shared',
  parameters: [
    {
      name: 'size',
      kind: 'size',
      default: 64_000,
      least: 1000,
      most: 10_000_000,
      description: 'bytes of the payload',
    },
    {
      name: 'how',
      kind: 'choice',
      default: 'clone',
      choices: ['clone', 'transfer', 'share'],
      description: 'how the payload crosses; between processes it can only be cloned',
    },
  ],
  unit: ({ size, how }) => `${size} bytes to the parent and back (${how})`,
  unitMs: ({ size, how }) => 0.08 + (how === 'clone' ? Number(size) * 1.1e-6 : 0),
  /** The length, the index at both ends, and byte p is p mod 251 at every sixteenth of the way. */
  expected(index, { size }) {
    let sum = Number(size) + 2 * index;
    for (let part = 1; part < 16; part++) sum += Math.floor((Number(size) * part) / 16) % 251;
    return sum >>> 0;
  },
  impossible: ({ how }, engine) =>
    ENGINES[engine].home === 'processes' && how !== 'clone'
      ? `processes have no memory in common, so nothing can be ${how === 'share' ? 'shared' : 'transferred'} between them`
      : null,
  needsScratch: false,
};
