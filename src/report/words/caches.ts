import { listOf } from '../../base/units.ts';
import type { Cache } from '../../model/machine/topology.ts';

const LETTER = { data: 'd', instruction: 'i', unified: '' } as const;

/** `32 KiB`, `1.5 MiB`: caches come in binary sizes. */
export function cacheSize({ sizeBytes }: Pick<Cache, 'sizeBytes'>): string {
  if (sizeBytes === null) return 'of unknown size';
  return sizeBytes < 2 ** 20
    ? `${sizeBytes / 2 ** 10} KiB`
    : `${Number((sizeBytes / 2 ** 20).toFixed(2))} MiB`;
}

/** `2 × L1d 32 KiB, 1 × L3 30 MiB`: how many there are of each. */
export function cacheSummary(caches: readonly Cache[]): string {
  const counts = new Map<string, number>();
  for (const cache of caches) {
    const name = `L${cache.level}${LETTER[cache.type]} ${cacheSize(cache)}`;
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return counts.size === 0 ? 'unknown' : listOf([...counts].map(([name, count]) => `${count} × ${name}`));
}
