import { minOf } from '../../base/extremes.ts';
import type { ComparedEngine } from '../../model/documents/comparison.ts';
import { THRESHOLDS } from '../thresholds.ts';

/** All workers' memory in bytes (PSS, so that shared pages count once); null where it couldn't be read. */
function memoryOf({ pssBytesPerWorker, workers }: ComparedEngine): number | null {
  const bytes = (pssBytesPerWorker ?? 0) * workers;
  return bytes > 0 ? bytes : null;
}

/**
 * The first of those that use about the least memory. Null unless every one's is known: an unknown one might use less.
 * @param engines the preferred first
 */
export function leastMemory(engines: readonly ComparedEngine[]): ComparedEngine | null {
  const all = engines.map(memoryOf);
  if (all.includes(null)) return null;
  const least = minOf(all as number[]);
  return engines.find((_, index) => (all[index] as number) * (1 - THRESHOLDS.equalMemory) <= least) ?? null;
}

/** How much more memory one uses than the other, as a share of the other's; null where unknown, or nothing to speak of. */
export function extraMemory(mine: ComparedEngine, other: ComparedEngine): number | null {
  const [bytes, others] = [memoryOf(mine), memoryOf(other)];
  if (bytes === null || others === null) return null;
  const extra = bytes / others - 1;
  return Math.abs(extra) < THRESHOLDS.equalMemory ? null : extra;
}
