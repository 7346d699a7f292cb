import type { CreateWork } from '../../model/trial/workload.ts';

const FAILURES = 0;

/** A bar of its own for what fails: a unit is a failure that another worker of the trial has counted. */
export const createWork: CreateWork = (_params, host) => {
  if (host.shared === null)
    throw new Error('count-failures needs workers that share memory: run it on threads');
  const cells = new Int32Array(host.shared);
  let counted = 0;
  return {
    run(count) {
      for (const wanted = counted + count; counted < wanted; counted++) {
        while (Atomics.load(cells, FAILURES) <= counted) Atomics.wait(cells, FAILURES, counted);
      }
    },
    digest: () => `${counted} failures`,
  };
};
