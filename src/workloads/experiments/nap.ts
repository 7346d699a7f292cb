import { nowMs } from '../../base/time/real.ts';
import type { CreateWork } from '../../model/trial/workload.ts';

/**
 * Waits: a unit is `stepMs` of sleep. Deadlines are absolute, so that being woken late once doesn't add up: over
 * 100 × 50 ms this drifts by 0.2 ms, where sleeping 100 times for 50 ms drifts by 20 to 30.
 */
export const createWork: CreateWork = (params, host) => {
  const stepMs = Number(params.stepMs);
  const cell = new Int32Array(new SharedArrayBuffer(4));
  let deadlineMs: number | null = null;
  let naps = 0;
  // Not by performance.now: its first use loads what takes a worker most of a millisecond, and 80 kB.
  const leftMs = () => {
    deadlineMs = (deadlineMs ?? nowMs()) + stepMs;
    naps++;
    return Math.max(0, deadlineMs - nowMs());
  };
  return {
    run(count) {
      if (host.cooperative) return napWithoutBlocking(count, leftMs);
      for (let i = 0; i < count; i++) Atomics.wait(cell, 0, 0, leftMs());
    },
    digest: () => `${naps} naps`,
  };
};

async function napWithoutBlocking(count: number, leftMs: () => number): Promise<void> {
  for (let i = 0; i < count; i++) await new Promise((resolve) => setTimeout(resolve, leftMs()));
}
