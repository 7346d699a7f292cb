import type { Recommendation } from '../model/documents/cores-report.ts';
import { THRESHOLDS } from './thresholds.ts';

/**
 * How many workers that compute to run: one for each whole CPU that we may use, at least one. A fraction of a CPU is no
 * worker's worth: one more worker would only make all of them wait (Node 24 rounds the same way).
 * @param effective CPUs that the limits leave us, as far as they can be read
 * @param measured cores that were kept busy where a limit that can't be read held them back, or null
 * @param unpinned CPUs over which the kernel spreads threads that aren't pinned, as tools' workers; null where unknown
 */
export function recommendedWorkers(
  effective: number,
  measured: number | null,
  unpinned: number | null = null,
): number {
  const most = Math.min(effective, unpinned ?? effective);
  const usable = measured === null ? most : Math.min(most, measured + THRESHOLDS.measuredCpuSlack);
  return Math.max(1, Math.floor(usable));
}

/**
 * How to tell each tool that number.
 * @param atMost whether limits may apply that can't be seen
 */
export function recommendations(workers: number, atMost = false): Recommendation[] {
  const settings = {
    vitest: `vitest --maxWorkers=${workers}`,
    jest: `jest --maxWorkers=${workers}`,
    make: `make -j${workers}`,
    ctest: `ctest --parallel ${workers}`,
    UV_THREADPOOL_SIZE: `UV_THREADPOOL_SIZE=${workers}`,
  };
  return Object.entries(settings).map(([tool, setting]) => ({ tool, setting, workers, atMost }));
}
