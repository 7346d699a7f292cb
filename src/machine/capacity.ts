import { availableParallelism } from 'node:os';
import { ConcurError } from '../base/errors/errors.ts';
import { countOf, formatBytes } from '../base/units.ts';
import { numberAfter } from './proc/proc-text.ts';
import type { Sysroot } from './sysroot.ts';

/** How many workers can be started, and what sets that limit. */
export interface Capacity {
  readonly workers: number;
  readonly reason: string;
}

/** What one worker takes at the least: measured Pss of idle ones (7.6 MB a thread, 6.2 MB a fork) with room to work. */
const BYTES_PER_WORKER = 20e6;
/** A Node process starts about this many kernel threads; a worker thread is one. */
const THREADS_PER_WORKER = 11;

/** The most workers that this machine's memory and process limits have room for. */
export function workerCapacity(sysroot: Sysroot, isRoot = process.getuid?.() === 0): Capacity {
  const available = availableMemory(sysroot);
  const limits: Capacity[] = [
    { workers: availableParallelism() * 1024, reason: 'at most 1,024 per usable CPU' },
  ];
  if (available !== null) {
    limits.push({
      workers: Math.floor(available / BYTES_PER_WORKER),
      reason: `${formatBytes(available)} of memory are available, and a worker needs about ${formatBytes(BYTES_PER_WORKER)}`,
    });
  }
  const processes = processLimit(sysroot, isRoot);
  if (processes !== null) {
    limits.push({
      workers: Math.floor(processes / THREADS_PER_WORKER),
      reason: `the process limit (ulimit -u) is ${processes}, and a worker needs up to ${THREADS_PER_WORKER}`,
    });
  }
  const tightest = limits.reduce((least, limit) => (limit.workers < least.workers ? limit : least));
  return { ...tightest, workers: Math.max(1, tightest.workers) };
}

/** The memory that can be had without swapping, in bytes (proc_meminfo(5)), or null where it is unknown: the machine’s, whatever our cgroup may have. */
export function availableMemory(sysroot: Sysroot): number | null {
  const kibibytes = numberAfter(`\n${sysroot.read('/proc/meminfo') ?? ''}`, '\nMemAvailable:');
  return kibibytes === null ? null : kibibytes * 1024;
}

/** @throws ConcurError (USAGE) that names the limit, where so many can't be started */
export function checkCapacity(workers: number, sysroot: Sysroot): void {
  const { workers: most, reason } = workerCapacity(sysroot);
  if (workers <= most) return;
  throw new ConcurError(
    'USAGE',
    `${countOf(workers, 'worker')} are more than this machine can start; the limit is ${most}: ${reason}`,
    { facts: { kind: 'too-many-workers', workers, most } },
  );
}

/** The soft limit on the numbers of this process' descriptors (getrlimit(2), RLIMIT_NOFILE); infinite where it is unlimited or unknown. */
export function descriptorLimit(sysroot: Sysroot): number {
  return numberAfter(sysroot.read('/proc/self/limits') ?? '', '\nMax open files') ?? Number.POSITIVE_INFINITY;
}

/**
 * The soft limit of processes and threads of our user, or null where it is unlimited or unknown. Root is exempt
 * (getrlimit(2), RLIMIT_NPROC).
 */
export function processLimit(sysroot: Sysroot, isRoot = process.getuid?.() === 0): number | null {
  if (isRoot) return null;
  return numberAfter(sysroot.read('/proc/self/limits') ?? '', '\nMax processes');
}
