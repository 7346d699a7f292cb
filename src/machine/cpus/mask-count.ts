import { availableParallelism } from 'node:os';
import type { Limit } from '../../model/machine/machine.ts';
import type { Sysroot } from '../sysroot.ts';

/**
 * How many CPUs our mask has, as Node counts them: libuv asks sched_getaffinity(2), which needs no /proc, counts CPUs that
 * are online alone, and gives Node no numbers. Null for a captured machine, which isn’t the one that runs us.
 */
export function maskCount(sysroot: Sysroot): number | null {
  return sysroot.isCaptured ? null : availableParallelism();
}

/** Numbers for CPUs that are only counted: a pin to one that isn’t ours is rejected, and reported. */
export function numbered(count: number | null): number[] {
  return Array.from({ length: count ?? 0 }, (_, cpu) => cpu);
}

/** The limit that this count is. */
export function countedMask(cpus: number): Limit {
  return {
    source: 'affinity mask',
    cpus,
    path: null,
    detail: 'counted by sched_getaffinity; which CPUs they are is unknown',
  };
}
