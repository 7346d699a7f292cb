import type { CreateWork } from '../../model/trial/workload.ts';

/** A unit computes for `blockMs` without a pause: whatever else is due on its thread has to wait. */
export const createWork: CreateWork = (params) => {
  const blockMs = Number(params.blockMs);
  let blocks = 0;
  return {
    run(count) {
      for (let i = 0; i < count; i++) {
        const endMs = performance.now() + blockMs;
        while (performance.now() < endMs);
        blocks++;
      }
    },
    digest: () => `${blocks} blocks`,
  };
};
