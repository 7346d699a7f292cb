import type { Sysroot } from '../sysroot.ts';
import { readCpuSet, trimmed } from './cpu-sets.ts';
import { CPU_FOLDER } from './cpus.ts';

/** Where one CPU that is online stands, as its topology folder says. Groups are known by a key, equal for all members. */
export interface Placement {
  readonly cpu: number;
  /** The CPUs of its core. */
  readonly siblings: readonly number[] | null;
  readonly core: string | null;
  readonly package: string | null;
  readonly die: string | null;
  readonly cluster: string | null;
}

// Newer kernels have the names that come first (Documentation/admin-guide/cputopology.rst).
const CORE_SETS = ['core_cpus_list', 'thread_siblings_list', 'core_cpus', 'thread_siblings'];
const PACKAGE_SETS = ['package_cpus_list', 'core_siblings_list', 'package_cpus', 'core_siblings'];

export function placementOf(sysroot: Sysroot, cpu: number): Placement {
  const folder = `${CPU_FOLDER}/cpu${cpu}/topology`;
  const siblings = readCpuSet(sysroot, folder, CORE_SETS);
  const packageId = idIn(sysroot, `${folder}/physical_package_id`);
  const packageSet = readCpuSet(sysroot, folder, PACKAGE_SETS)?.join() ?? null;
  const inPackage = packageSet ?? packageId;
  const coreId = idIn(sysroot, `${folder}/core_id`);
  const within = (id: string | null) => (id === null ? null : `${inPackage ?? ''}/${id}`);
  return {
    cpu,
    siblings,
    core: siblings?.join() ?? within(coreId),
    package: inPackage,
    die: within(idIn(sysroot, `${folder}/die_id`)),
    cluster: within(idIn(sysroot, `${folder}/cluster_id`)),
  };
}

/**
 * Which of these CPUs share a core: one group per core, by the lowest CPU.
 * Null where a CPU's topology can't be read.
 */
export function coreGroups(sysroot: Sysroot, cpus: readonly number[]): number[][] | null {
  const cores = new Map<string, number[]>();
  for (const cpu of cpus) {
    const siblings = readCpuSet(sysroot, `${CPU_FOLDER}/cpu${cpu}/topology`, CORE_SETS);
    const core = siblings?.join() ?? placementOf(sysroot, cpu).core;
    if (core === null) return null;
    const group = cores.get(core) ?? [];
    group.push(cpu);
    cores.set(core, group);
  }
  return [...cores.values()];
}

/** The kernel's number, or null where there is none: it writes -1 and 65535 for “unknown”. */
function idIn(sysroot: Sysroot, path: string): string | null {
  const text = trimmed(sysroot.read(path));
  return /^\d+$/.test(text) && text !== '65535' ? text : null;
}
