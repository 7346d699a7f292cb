import type { RunLock } from '../../model/documents/compared-run.ts';
import type { Observation } from '../../model/trial/observation.ts';
import type { WorkerLock } from '../../model/waits.ts';

interface Sum {
  readonly lock: WorkerLock;
  readonly waiters: number;
  readonly ns: number;
}

/** The lock at which its workers waited longest; null where no two waited at one, or that is unknown. */
export function lockOf({ workers, wallNs }: Pick<Observation, 'workers' | 'wallNs'>): RunLock | null {
  const sums = new Map<string, Sum>();
  for (const lock of workers.flatMap(({ waits }) => waits?.locks ?? [])) {
    // Workers may sleep at one word of the GIL each, in turn.
    const key = lock.isGil ? 'GIL' : lock.id;
    const { waiters, ns } = sums.get(key) ?? { waiters: 0, ns: 0 };
    sums.set(key, { lock, waiters: waiters + 1, ns: ns + lock.ns });
  }
  const [top] = [...sums.values()].filter(({ waiters }) => waiters > 1).sort((a, b) => b.ns - a.ns);
  if (top === undefined || wallNs === null || wallNs <= 0) return null;
  const { symbol, file, isGil } = top.lock;
  return { symbol, file, isGil, waiting: top.ns / wallNs };
}

/** That of the run in which the median number waited at one. */
export function middleLock(runs: readonly { readonly lock: RunLock | null }[]): RunLock | null {
  const locks = runs.map(({ lock }) => lock).sort((a, b) => (a?.waiting ?? 0) - (b?.waiting ?? 0));
  return locks[Math.floor(locks.length / 2)] ?? null;
}
