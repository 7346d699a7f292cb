import { unitWork } from '../unit-work.ts';

/**
 * Pure integer arithmetic, seeded by the unit's index: each step needs the one before, so nothing but a core can make
 * it faster. A linear congruential generator with Numerical Recipes' constants, as in spin.
 */
export const createWork = unitWork((params) => {
  const steps = Number(params.steps);
  return (_input, index) => {
    let value = index | 0;
    // Counted down: a limit that a closure holds is read anew each time where several closures share their code.
    for (let left = steps; left > 0; left--) value = (Math.imul(value, 1664525) + 1013904223) | 0;
    return value >>> 0;
  };
});
