import type { CreateWork } from '../../model/trial/workload.ts';

/**
 * Pure integer arithmetic, about a nanosecond a unit: nothing but a core can make it faster. A linear congruential
 * step (Numerical Recipes' constants), whose end state depends on every unit before it.
 */
export const createWork: CreateWork = (_params, host) => {
  let state = host.seed | 0;
  return {
    run(count) {
      let value = state;
      for (let i = 0; i < count; i++) value = (Math.imul(value, 1664525) + 1013904223) | 0;
      state = value;
    },
    digest: () => (state >>> 0).toString(16).padStart(8, '0'),
  };
};
