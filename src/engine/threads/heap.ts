import { getHeapStatistics } from 'node:v8';

const MOST_MB = 2048;

/**
 * How large the heap of a worker thread may become, in MB. A thread that fills V8's own default of some gigabytes takes
 * the whole process with it; one with a limit of its own ends alone.
 */
export function usualThreadHeapMb(): number {
  return Math.min(MOST_MB, Math.floor(getHeapStatistics().heap_size_limit / 2 ** 20));
}
