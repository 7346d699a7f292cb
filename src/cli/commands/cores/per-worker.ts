import { usageError } from '../../../base/errors/errors.ts';
import type { Permission } from '../../../base/refusals/permissions.ts';
import type { PerWorker } from '../../../model/documents/cores-report.ts';
import type { Memory } from '../../../model/machine/memory.ts';
import type { Notice } from '../../../model/notice.ts';
import { workersInMemory } from '../../../stats/recommend.ts';
import { readPythonReference } from '../../../workloads/user/python-reference.ts';
import type { TypedOptions } from '../../options/table.ts';

/** What of Node’s permission model that process can’t do without: Node counts its pipe to us as a socket. */
export const OF_WORKER: readonly Permission[] = ['child', 'net'];

/** The function whose worker is measured, as it was typed; null where none is. */
export function askedFunction({ perWorker }: TypedOptions): string | null {
  return perWorker !== undefined && 'function' in perWorker ? perWorker.function : null;
}

/** @throws ConcurError (USAGE) where a function can't be run, or is missing */
export function checkPerWorker(options: TypedOptions): void {
  const { sysroot, pid, measure, input, python } = options;
  const typed = askedFunction(options);
  const without = [
    ...(sysroot === undefined ? [] : ['--sysroot']),
    ...(pid === undefined ? [] : ['-p']),
    ...(measure === false ? ['--no-measure'] : []),
  ];
  if (typed !== null && without[0] !== undefined) {
    throw usageError(
      `--per-worker ${typed} runs the function, and ${without[0]} runs nothing`,
      'Say what a worker takes: --per-worker 2GB.',
    );
  }
  if (typed === null && input !== undefined) {
    throw usageError(
      '--input needs a function of yours',
      'Try concur cores --per-worker ./work.ts#name --input rows.ndjson.',
    );
  }
  if (python !== undefined) checkPython(typed, python);
}

function checkPython(typed: string | null, python: readonly string[]): void {
  if (typed === null || readPythonReference(typed, process.cwd()) === null) {
    throw usageError(
      '--python needs a function of yours in Python',
      'Try concur cores --per-worker ./work.py#name.',
    );
  }
  if (python.length > 1) throw usageError('cores takes one --python', 'Compare several: concur compare.');
}

/** What a worker takes, and how many there is memory for; null where nobody asked, or nothing could be measured. */
export function perWorkerOf(
  options: TypedOptions,
  measuredBytes: number | null,
  memory: Memory | null,
): PerWorker | null {
  const { perWorker } = options;
  if (perWorker === undefined) return null;
  const bytes = 'bytes' in perWorker ? perWorker.bytes : measuredBytes;
  if (bytes === null) return null;
  const mostWorkers = workersInMemory(memory?.availableBytes ?? null, bytes);
  return { bytes, measuredOf: askedFunction(options), mostWorkers };
}

/** What is to be said where not even one fits. */
export function perWorkerNotices(perWorker: PerWorker | null, memory: Memory | null): Notice[] {
  if (perWorker?.mostWorkers !== 0) return [];
  return [
    { code: 'WORKER_EXCEEDS_MEMORY', bytes: perWorker.bytes, availableBytes: memory?.availableBytes ?? 0 },
  ];
}
