import type { CreateWork } from '../../model/trial/workload.ts';

/** Sleeps `napMs` a unit, and notes by how much each sleep was too long: what else kept the thread from going on. */
export const createWork: CreateWork = (params) => {
  const napMs = Number(params.napMs);
  const cell = new Int32Array(new SharedArrayBuffer(4));
  const tooLongNs: number[] = [];
  return {
    run(count) {
      for (let i = 0; i < count; i++) {
        const beforeMs = performance.now();
        Atomics.wait(cell, 0, 0, napMs);
        tooLongNs.push(Math.round((performance.now() - beforeMs - napMs) * 1e6));
      }
    },
    digest: () => `${tooLongNs.length} naps`,
    finding: () => ({ naps: tooLongNs.length, medianNs: median(tooLongNs) }),
  };
};

function median(values: readonly number[]): number | null {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? null;
}
