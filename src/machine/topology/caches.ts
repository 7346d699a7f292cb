import type { Cache } from '../../model/machine/topology.ts';
import { readCpuSet, trimmed } from '../cpus/cpu-sets.ts';
import { CPU_FOLDER } from '../cpus/cpus.ts';
import type { Sysroot } from '../sysroot.ts';

const TYPES: readonly Cache['type'][] = ['data', 'instruction', 'unified'];
const SHARED = ['shared_cpu_list', 'shared_cpu_map'];

/**
 * Every cache of these CPUs, each once, by level and lowest CPU. Null where the kernel tells of none.
 * @param siblingsOf a CPU's core, which has a cache to itself where the kernel doesn't say who shares it
 */
export function readCaches(
  sysroot: Sysroot,
  cpus: readonly number[],
  siblingsOf: (cpu: number) => readonly number[],
): Cache[] | null {
  const caches = new Map<string, Cache>();
  for (const cpu of cpus) {
    const folder = `${CPU_FOLDER}/cpu${cpu}/cache`;
    for (const name of sysroot.list(folder) ?? []) {
      if (!/^index\d+$/.test(name)) continue;
      const level = levelIn(trimmed(sysroot.read(`${folder}/${name}/level`)));
      const type = typeIn(sysroot, `${folder}/${name}/type`);
      if (level === null || type === null) continue;
      const sharing = readCpuSet(sysroot, `${folder}/${name}`, SHARED) ?? siblingsOf(cpu);
      const key = `${level} ${type} ${sharing.join()}`;
      if (caches.has(key)) continue;
      const sizeBytes = parseSize(sysroot.read(`${folder}/${name}/size`));
      caches.set(key, { level, type, sizeBytes, cpus: sharing });
    }
  }
  const order = ({ level, type, cpus: sharing }: Cache) =>
    [level, TYPES.indexOf(type), sharing[0] ?? 0] as const;
  const sorted = [...caches.values()].sort((a, b) => {
    const [level, type, cpu] = order(a);
    const [otherLevel, otherType, otherCpu] = order(b);
    return level - otherLevel || type - otherType || cpu - otherCpu;
  });
  return sorted.length === 0 ? null : sorted;
}

/** `32K`, `8M`: binary multiples (Documentation/ABI/testing/sysfs-devices-system-cpu). */
export function parseSize(text: string | null): number | null {
  const match = /^(\d{1,9})([KMG]?)$/.exec(trimmed(text));
  if (match === null) return null;
  return Number(match[1]) * { '': 1, K: 2 ** 10, M: 2 ** 20, G: 2 ** 30 }[match[2] as '' | 'K' | 'M' | 'G'];
}

function levelIn(text: string): number | null {
  return /^[1-9]$/.test(text) ? Number(text) : null;
}

function typeIn(sysroot: Sysroot, path: string): Cache['type'] | null {
  const text = trimmed(sysroot.read(path)).toLowerCase();
  return TYPES.find((type) => type === text) ?? null;
}
