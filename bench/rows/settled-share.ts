import { setTimeout as delay } from 'node:timers/promises';
import { runNsOf } from '../cpu-time.ts';

/** Neither a start nor a report is measured: this is what it costs to sample. Some nine seconds after its start V8 compacts a heap, once, in 40 ms. */
const SETTLE_MS = 12_000;
export const LENGTH_MS = { full: 10_000, quick: 4_000 } as const;

/** The share of a core that a process takes, after it has had the time to settle. */
export async function settledShare(pid: number, lengthMs: number): Promise<number> {
  await delay(SETTLE_MS);
  const [startNs, before] = [performance.now() * 1e6, runNsOf(pid)];
  await delay(lengthMs);
  return (runNsOf(pid) - before) / (performance.now() * 1e6 - startNs);
}
