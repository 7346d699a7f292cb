import { ANYWHERE, type BuiltIn } from './built-in.ts';

const MULTIPLIER = 1664525;
const INCREMENT = 1013904223;

export const compute: BuiltIn = {
  ...ANYWHERE,
  name: 'compute',
  description: 'integer arithmetic in JavaScript, each step after the one before',
  parameters: [
    {
      name: 'steps',
      kind: 'count',
      default: 100_000,
      least: 1,
      most: 1_000_000_000,
      description: 'steps of the generator in a unit',
    },
  ],
  unit: ({ steps }) => `${steps} steps of a linear congruential generator`,
  unitMs: ({ steps }) => Number(steps) * 1.3e-6,
  expected: (index, { steps }) => jumpAhead(index, Number(steps)),
};

/**
 * The generator's state after so many steps, in as many rounds as their number has bits: steps in a row are one step
 * with other constants, and twice as many are those constants applied to themselves (Forrest B. Brown, “Random number
 * generation with arbitrary strides”, Transactions of the American Nuclear Society 71, 1994, pp. 202–203).
 */
export function jumpAhead(seed: number, steps: number): number {
  let [multiplier, increment] = [1, 0];
  let [doubledMultiplier, doubledIncrement] = [MULTIPLIER, INCREMENT];
  for (let left = steps; left > 0; left = Math.floor(left / 2)) {
    if (left % 2 === 1) {
      multiplier = Math.imul(multiplier, doubledMultiplier);
      increment = (Math.imul(increment, doubledMultiplier) + doubledIncrement) | 0;
    }
    doubledIncrement = Math.imul(doubledIncrement, doubledMultiplier + 1);
    doubledMultiplier = Math.imul(doubledMultiplier, doubledMultiplier);
  }
  return (Math.imul(multiplier, seed) + increment) >>> 0;
}
