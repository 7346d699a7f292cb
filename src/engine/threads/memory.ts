import { ConcurError } from '../../base/errors/errors.ts';
import { countOf, formatBytes } from '../../base/units.ts';
import { numberAfter } from '../../machine/proc/proc-text.ts';
import type { Sysroot } from '../../machine/sysroot.ts';
import { choosesHeap } from '../transport/inherited-flags.ts';

const MOST_MB = 2048;

/**
 * How large the heap of a worker thread may become, in MB. A thread that fills V8's own default of some gigabytes takes
 * the whole process with it; one with a limit of its own ends alone. A size that was asked for is theirs, too.
 */
export function usualThreadHeapMb(env: NodeJS.ProcessEnv): number {
  // Loaded where threads are started alone: it takes a millisecond.
  const { getHeapStatistics } = process.getBuiltinModule('node:v8');
  const ownMb = Math.floor(getHeapStatistics().heap_size_limit / 2 ** 20);
  return choosesHeap(process.execArgv, env) ? ownMb : Math.min(MOST_MB, ownMb);
}

/**
 * What a worker thread takes of the address space: V8 reserves room for code and heap, most of which it never uses. VmSize
 * grew so on 64 bits with Node 20.20 and 22.23: by 850 MB with the first one, by 590 MB with each of the next.
 */
const BYTES_PER_THREAD = 620e6;
const BYTES_FOR_THE_FIRST = 270e6;

/**
 * Checks that so many worker threads fit into what is left of our address space. Where one doesn't, V8 ends the process,
 * and nothing can catch that.
 * @throws ConcurError (WORKER_FAILED) that names the limit
 */
export function checkThreadRoom(threads: number, sysroot: Sysroot): void {
  const limitBytes = numberAfter(sysroot.read('/proc/self/limits') ?? '', '\nMax address space');
  const takenKb = numberAfter(sysroot.read('/proc/self/status') ?? '', '\nVmSize:');
  if (threads === 0 || limitBytes === null || takenKb === null) return;
  const most = Math.floor((limitBytes - takenKb * 1024 - BYTES_FOR_THE_FIRST) / BYTES_PER_THREAD);
  if (threads <= most) return;
  throw new ConcurError(
    'WORKER_FAILED',
    `${countOf(threads, 'worker thread')} can’t be started: the limit of the address space (ulimit -v) is ${formatBytes(limitBytes)}, and each thread needs about ${formatBytes(BYTES_PER_THREAD)}`,
    {
      hint:
        most > 0
          ? `Start ${most} at most, use processes, or raise the limit.`
          : 'Use processes, or raise the limit: ulimit -v unlimited.',
    },
  );
}
