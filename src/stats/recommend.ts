import type { Recommendation } from '../model/documents/cores-report.ts';
import { THRESHOLDS } from './thresholds.ts';
import { TOOL_SETTINGS } from './tool-settings.ts';

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
 * How many workers there is memory for: whole ones, none of them swapped. Null where the memory is unknown.
 * @param availableBytes what may still be taken
 * @param workerBytes what one of them takes
 */
export function workersInMemory(availableBytes: number | null, workerBytes: number): number | null {
  return availableBytes === null ? null : Math.floor(availableBytes / workerBytes);
}

/**
 * How many of them to run, by CPUs and by memory: the fewer of both, at least one.
 * @param byCpus one for each whole CPU; null where the CPUs are unknown
 * @param inMemory null where nobody asked for it, or the memory is unknown
 */
export function withinMemory(byCpus: number | null, inMemory: number | null): number | null {
  return byCpus === null || inMemory === null ? byCpus : Math.max(1, Math.min(byCpus, inMemory));
}

/**
 * How to tell each tool that number.
 * @param atMost whether limits may apply that can't be seen
 */
export function recommendations(workers: number, atMost = false): Recommendation[] {
  return TOOL_SETTINGS.map(({ tool, typed, variable }) => ({
    tool,
    setting: typed(workers),
    variable: variable === null ? null : { name: variable[0], value: variable[1](workers) },
    workers,
    atMost,
  }));
}
