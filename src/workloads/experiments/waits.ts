import { setTimeout } from 'node:timers/promises';
import { ownThreads } from '../../machine/own/own-threads.ts';
import type { CreateWork } from '../../model/trial/workload.ts';

/**
 * A unit is `waits` waits of `waitMs` each, all at once on one event loop. It finds out
 * how many were under way at the same time, and whether that takes threads.
 */
export const createWork: CreateWork = (params) => {
  const [waits, waitMs] = [Number(params.waits), Number(params.waitMs)];
  let [atOnce, mostAtOnce, waitedNs] = [0, 0, 0];
  let threadsBefore: number | null = null;
  let threadsMeanwhile: number | null = null;
  const wait = async () => {
    const startMs = performance.now();
    mostAtOnce = Math.max(mostAtOnce, ++atOnce);
    await setTimeout(waitMs);
    atOnce--;
    waitedNs += (performance.now() - startMs) * 1e6;
  };
  return {
    async run(count) {
      for (let i = 0; i < count; i++) {
        threadsBefore ??= countThreads();
        const all = Promise.all(Array.from({ length: waits }, wait));
        threadsMeanwhile = countThreads();
        await all;
      }
    },
    digest: () => `${waits} waits`,
    finding: () => ({ waits, mostAtOnce, waitedNs, threadsBefore, threadsMeanwhile }),
  };
};

function countThreads(): number | null {
  return ownThreads().length || null;
}
