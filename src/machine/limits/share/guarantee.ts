import type { QuotaLevel } from '../quota.ts';
import type { WeightedGroup } from './levels.ts';

/**
 * What is left of some CPUs for the lowest of these groups where every group wants all it can get: at each level the share
 * of its weight, and no more than its quota. The kernel deals out CPU time to groups in this proportion (CFS, EEVDF), where
 * their threads are spread over the CPUs alike. Null where the groups beside one can’t be seen.
 * @param cpus of the group above the first level
 * @param levels from the lowest upwards
 */
export function guaranteeBelow(
  cpus: number,
  levels: readonly WeightedGroup[],
  quotas: readonly QuotaLevel[],
): number | null {
  let guaranteed = cpus;
  for (const { group, fraction } of levels.toReversed()) {
    if (fraction === null) return null;
    guaranteed = withinQuota(guaranteed * fraction, group, quotas);
  }
  return guaranteed;
}

/** As much, but no more than this group’s quota. */
export function withinQuota(cpus: number, group: string, quotas: readonly QuotaLevel[]): number {
  const quota = quotas.find((level) => level.group === group)?.cpus ?? null;
  return quota === null ? cpus : Math.min(cpus, quota);
}
