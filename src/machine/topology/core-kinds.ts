import type { CoreKind } from '../../model/machine/topology.ts';
import { trimmed } from '../cpus/cpu-sets.ts';
import { CPU_FOLDER } from '../cpus/cpus.ts';
import type { Sysroot } from '../sysroot.ts';

/**
 * Speeds closer than this are one kind: a favoured core boosts a few per cent higher than its equals, while cores of
 * another kind are at least a tenth apart (hwloc's HWLOC_CPUKINDS draws the same line).
 */
const SAME_KIND = 1.1;

/** The kind of each CPU; null for all of them where nothing tells. */
export type Kinds = { readonly hybrid: boolean | null; kindOf(cpu: number): CoreKind | null };

/**
 * Tells performance cores from efficiency cores, by what the kernel knows best: the capacity that its scheduler counts
 * with (ARM, newer x86), else the base frequency, else the highest frequency.
 */
export function readKinds(sysroot: Sysroot, cpus: readonly number[]): Kinds {
  const sources = ['cpu_capacity', 'cpufreq/base_frequency', 'cpufreq/cpuinfo_max_freq'];
  let known = false;
  for (const source of sources) {
    const speeds = cpus.map((cpu) => speedIn(sysroot, `${CPU_FOLDER}/cpu${cpu}/${source}`));
    if (cpus.length === 0 || speeds.includes(null)) continue;
    known = true;
    const classes = speedClasses(speeds as number[]);
    if (classes.length < 2) continue;
    const kinds = new Map(cpus.map((cpu, index) => [cpu, kindIn(classes, speeds[index] as number)]));
    return { hybrid: true, kindOf: (cpu) => kinds.get(cpu) ?? null };
  }
  return { hybrid: known ? false : null, kindOf: () => null };
}

/** The highest frequency that a CPU may run at, in MHz (cpufreq writes kHz). */
export function maxMhz(sysroot: Sysroot, cpu: number): number | null {
  const khz = speedIn(sysroot, `${CPU_FOLDER}/cpu${cpu}/cpufreq/cpuinfo_max_freq`);
  return khz === null ? null : khz / 1000;
}

/** The lowest speed of each class, ascending: a new one begins where a speed is well above its class' lowest. */
export function speedClasses(speeds: readonly number[]): number[] {
  const classes: number[] = [];
  for (const speed of [...new Set(speeds)].sort((a, b) => a - b)) {
    if (classes.length === 0 || speed > (classes.at(-1) as number) * SAME_KIND) classes.push(speed);
  }
  return classes;
}

function kindIn(classes: readonly number[], speed: number): CoreKind {
  const rank = classes.filter((lowest) => lowest <= speed).length;
  if (rank === classes.length) return 'P';
  return rank === 1 ? 'E' : 'M';
}

function speedIn(sysroot: Sysroot, path: string): number | null {
  const text = trimmed(sysroot.read(path));
  return /^\d{1,12}$/.test(text) && Number(text) > 0 ? Number(text) : null;
}
