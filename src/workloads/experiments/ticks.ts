import type { CreateWork } from '../../model/workload.ts';
import { median } from '../../stats/summary.ts';

/**
 * Something that is due every `everyMs`: a click, a timer. It finds out how late each was handled. Who comes late
 * handles all that is due by then, as a user interface empties its queue, so that being late once doesn't add up.
 */
export const createWork: CreateWork = (params) => {
  const everyMs = Number(params.everyMs);
  const lateMs: number[] = [];
  let dueMs: number | null = null;
  let wanted = 0;
  let enough = () => {};
  const handle = (firstDueMs: number) => {
    const nowMs = performance.now();
    let nextMs = firstDueMs;
    for (; nextMs <= nowMs; nextMs += everyMs) lateMs.push(nowMs - nextMs);
    dueMs = nextMs;
    // It goes on by itself, at its own pace, and holds nobody up in the end.
    setTimeout(() => handle(nextMs), nextMs - nowMs).unref();
    if (lateMs.length >= wanted) enough();
  };
  return {
    async run(count) {
      wanted += count;
      if (lateMs.length >= wanted) return;
      const done = new Promise<void>((resolve) => {
        enough = resolve;
      });
      if (dueMs === null) handle(performance.now() + everyMs);
      await done;
    },
    digest: () => `every ${everyMs} ms`,
    finding: () => ({
      handled: lateMs.length,
      medianLateNs: median(lateMs) * 1e6,
      maxLateNs: Math.max(...lateMs) * 1e6,
    }),
  };
};
