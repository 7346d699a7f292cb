import { ownClocks } from '../../machine/own/kernel.ts';
import type { CreateWork } from '../../model/trial/workload.ts';

/** Sleeps `napMs` a unit, and notes by how much each sleep was too long: what else kept the thread from going on. */
export const createWork: CreateWork = (params) => {
  const napMs = Number(params.napMs);
  const cell = new Int32Array(new SharedArrayBuffer(4));
  const tooLongNs: number[] = [];
  const unqueuedNs: number[] = [];
  const nap = () => {
    const queuedBeforeNs = ownClocks().runDelayNs;
    const beforeMs = performance.now();
    Atomics.wait(cell, 0, 0, napMs);
    const lateNs = Math.round((performance.now() - beforeMs - napMs) * 1e6);
    const queuedNs = ownClocks().runDelayNs;
    tooLongNs.push(lateNs);
    if (queuedBeforeNs === null || queuedNs === null) return;
    unqueuedNs.push(Math.max(0, lateNs - (queuedNs - queuedBeforeNs)));
  };
  return {
    run(count) {
      for (let left = count; left > 0; left--) nap();
    },
    digest: () => `${tooLongNs.length} naps`,
    finding: () => ({
      naps: tooLongNs.length,
      medianNs: median(tooLongNs),
      medianUnqueuedNs: median(unqueuedNs),
    }),
  };
};

function median(values: readonly number[]): number | null {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? null;
}
