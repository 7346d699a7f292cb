import type { CreateWork } from '../../model/trial/workload.ts';
import { inCompany } from '../in-company.ts';

/** About 10 us of counting. */
const BUMPS = 1_000;

/**
 * Each worker counts in the cell `me × strideBytes` of the shared memory, and nowhere else. Atomically, because a plain
 * counter may live in a register for a while. A unit is a sample of BUMPS counts.
 */
export const createWork: CreateWork = (params, host) => {
  const me = Number(params.me);
  const company = inCompany(host, me);
  const cells = new Int32Array(host.shared as SharedArrayBuffer);
  const cell = (me * Number(params.strideBytes)) / Int32Array.BYTES_PER_ELEMENT;
  const bump = (bumps: number) => {
    for (let i = 0; i < bumps; i++) Atomics.add(cells, cell, 1);
  };
  let units = 0;
  return {
    run(count) {
      for (let i = 0; i < count; i++) company.sample(BUMPS, bump);
      units += count;
    },
    digest: () => `${units * BUMPS} bumps`,
    // The cell holds 32 bits: both counts are cut to them.
    finding: () => ({
      ...company.finding(),
      counted: Atomics.load(cells, cell),
      bumped: (units * BUMPS) | 0,
    }),
  };
};
