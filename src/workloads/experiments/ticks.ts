import { ownClocks } from '../../machine/own/kernel.ts';
import type { CreateWork } from '../../model/trial/workload.ts';
import { median } from '../../stats/samples/summary.ts';

/**
 * Something that is due every `everyMs`: a click, a timer. A unit is one that is handled; it finds out how late all were.
 * Who comes late handles all that is due by then, as a user interface empties its queue, so that lateness doesn't add up:
 * then there are more of them than units.
 */
export const createWork: CreateWork = (params) => {
  const everyMs = Number(params.everyMs);
  const lateMs: number[] = [];
  const unqueuedMs: number[] = [];
  let sleptAtNs: number | null = null;
  let isTicking = false;
  let wanted = 0;
  let enough = () => {};
  const handle = (firstDueMs: number) => {
    const nowMs = performance.now();
    const queuedMs = queuedSince(sleptAtNs);
    let dueMs = firstDueMs;
    for (; dueMs <= nowMs; dueMs += everyMs) {
      lateMs.push(nowMs - dueMs);
      if (queuedMs !== null) unqueuedMs.push(Math.max(0, nowMs - dueMs - queuedMs));
    }
    // It goes on by itself, at its own pace, and keeps nobody from leaving.
    setTimeout(() => handle(dueMs), dueMs - nowMs).unref();
    if (lateMs.length >= wanted) enough();
    sleptAtNs = ownClocks().runDelayNs;
  };
  return {
    async run(count) {
      wanted = lateMs.length + count;
      const done = new Promise<void>((resolve) => {
        enough = resolve;
      });
      if (!isTicking) handle(performance.now() + everyMs);
      isTicking = true;
      await done;
    },
    digest: () => `every ${everyMs} ms`,
    finding: () => ({
      handled: lateMs.length,
      medianLateNs: median(lateMs) * 1e6,
      maxLateNs: Math.max(...lateMs) * 1e6,
      medianUnqueuedNs: unqueuedMs.length === 0 ? null : median(unqueuedMs) * 1e6,
    }),
  };
};

/** How long (ms) this thread waited for a CPU since then; null where the kernel doesn't report it. */
function queuedSince(thenNs: number | null): number | null {
  const nowNs = thenNs === null ? null : ownClocks().runDelayNs;
  return thenNs === null || nowNs === null ? null : (nowNs - thenNs) / 1e6;
}
