import type { RunLock } from '../../model/documents/compared-run.ts';
import type { Observation, WorkerRecord } from '../../model/trial/observation.ts';
import type { WorkerLock } from '../../model/waits.ts';
import { sumOf } from '../../stats/figures.ts';

interface Sum {
  readonly lock: WorkerLock;
  readonly waiters: number;
  readonly ns: number;
}

/** The lock at which its workers waited longest; null where no two waited at one, or that is unknown. Of the GIL, one will do. */
export function lockOf({ workers, wallNs }: Pick<Observation, 'workers' | 'wallNs'>): RunLock | null {
  const sums = new Map<string, Sum>();
  for (const lock of workers.flatMap(({ waits }) => waits?.locks ?? [])) {
    // Workers may sleep at one word of the GIL each, in turn.
    const key = lock.isGil ? 'GIL' : lock.id;
    const { waiters, ns } = sums.get(key) ?? { waiters: 0, ns: 0 };
    sums.set(key, { lock, waiters: waiters + 1, ns: ns + lock.ns });
  }
  const several = [...sums.values()].filter(({ lock, waiters }) => lock.isGil || waiters > 1);
  const [top] = several.sort((a, b) => b.ns - a.ns);
  if (top === undefined || wallNs === null || wallNs <= 0) return null;
  const { symbol, file, isGil } = top.lock;
  return { symbol, file, isGil, waiting: (top.ns * blockedPerSampled(workers)) / wallNs };
}

/**
 * Blocked time by the kernel’s clocks ÷ that which samples could place: they end before the work does, and of a short run they
 * find some workers in no wait at all. Workers of a run do the same.
 */
function blockedPerSampled(workers: readonly WorkerRecord[]): number {
  const sampledNs = workers.map(({ waits }) => sumOf(Object.values(waits?.byKind ?? {})) ?? 0);
  const blockedNs = workers.map(blockedOf);
  const [sampled, blocked] = [sumOf(sampledNs), sumOf(blockedNs)];
  return sampled === null || sampled === 0 || blocked === null ? 1 : blocked / sampled;
}

function blockedOf({ startNs, endNs, runNs, runDelayNs }: WorkerRecord): number | null {
  if (startNs === null || endNs === null || runNs === null || runDelayNs === null) return null;
  return Math.max(0, endNs - startNs - runNs - runDelayNs);
}

/** That of the run in which the median number waited at one. */
export function middleLock(runs: readonly { readonly lock: RunLock | null }[]): RunLock | null {
  const locks = runs.map(({ lock }) => lock).sort((a, b) => (a?.waiting ?? 0) - (b?.waiting ?? 0));
  return locks[Math.floor(locks.length / 2)] ?? null;
}
