import type { CreateWork } from '../../model/trial/workload.ts';
import { inCompany } from '../in-company.ts';

/** About 50 us of adding up. */
const STEPS = 30_000;

/**
 * Integer arithmetic of two kinds: `chained` is one sum whose steps each wait for the one before, which leaves most
 * arithmetic units of a core idle; otherwise eight sums side by side keep all of them busy. A unit is STEPS steps.
 */
export const createWork: CreateWork = (params, host) => {
  const company = inCompany(host, Number(params.me));
  const sums = Int32Array.from({ length: 8 }, (_, index) => host.seed + index);
  const addUp = params.chained === true ? oneByOne : sideBySide;
  const run = (steps: number) => addUp(sums, steps);
  return {
    run(count) {
      for (let i = 0; i < count; i++) company.sample(STEPS, run);
    },
    digest: () => (sums.reduce((sum, value) => (sum + value) | 0) >>> 0).toString(16).padStart(8, '0'),
    finding: () => company.finding(),
  };
};

function oneByOne(sums: Int32Array, steps: number): void {
  let [a = 0] = sums;
  for (let i = 0; i < steps; i++) a = (Math.imul(a, 1664525) + 1013904223) | 0;
  sums[0] = a;
}

function sideBySide(sums: Int32Array, steps: number): void {
  let [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0] = sums;
  for (let i = 0; i < steps; i++) {
    a = ((a ^ i) + 1) | 0;
    b = ((b ^ i) + 3) | 0;
    c = ((c ^ i) + 5) | 0;
    d = ((d ^ i) + 7) | 0;
    e = ((e ^ i) + 9) | 0;
    f = ((f ^ i) + 11) | 0;
    g = ((g ^ i) + 13) | 0;
    h = ((h ^ i) + 15) | 0;
  }
  sums.set([a, b, c, d, e, f, g, h]);
}
