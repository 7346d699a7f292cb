import type { Sysroot } from '../sysroot.ts';
import { readCpuSet, trimmed } from './cpu-sets.ts';
import { CPU_FOLDER } from './cpus.ts';
import { readDescriptions } from './described.ts';
import { isGvisor } from './gvisor.ts';

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

/** Where each of these CPUs stands. Where sysfs is missing, /proc/cpuinfo has packages and cores (on x86). */
export function placements(sysroot: Sysroot, cpus: readonly number[]): Placement[] {
  const placed = cpus.map((cpu) => placementOf(sysroot, cpu));
  if (placed.some(({ core, package: inPackage }) => core !== null || inPackage !== null)) return placed;
  if (isGvisor(sysroot)) return placed;
  const descriptions = readDescriptions(sysroot);
  return placed.map((placement) => {
    const inPackage = known(descriptions.get(placement.cpu)?.get('physical id'));
    const core = known(descriptions.get(placement.cpu)?.get('core id'));
    return { ...placement, package: inPackage, core: core === null ? null : `${inPackage ?? ''}/${core}` };
  });
}

export function placementOf(sysroot: Sysroot, cpu: number): Placement {
  const folder = `${CPU_FOLDER}/cpu${cpu}/topology`;
  const siblings = readCpuSet(sysroot, folder, CORE_SETS);
  const inPackage = packageOf(sysroot, folder);
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

/** Its number; where that is unknown, the number that another of its CPUs has, or else the set of its CPUs. */
function packageOf(sysroot: Sysroot, folder: string): string | null {
  const own = idIn(sysroot, `${folder}/physical_package_id`);
  if (own !== null) return own;
  const members = readCpuSet(sysroot, folder, PACKAGE_SETS);
  if (members === null) return null;
  const ids = members.map((cpu) => idIn(sysroot, `${CPU_FOLDER}/cpu${cpu}/topology/physical_package_id`));
  return ids.find((id) => id !== null) ?? members.join();
}

/**
 * Which of these CPUs share a core: one group per core, by the lowest CPU.
 * Null where a CPU's topology can't be read, or no CPU is known.
 */
export function coreGroups(sysroot: Sysroot, cpus: readonly number[]): number[][] | null {
  const cores = new Map<string, number[]>();
  for (const { cpu, core } of placements(sysroot, cpus)) {
    if (core === null) return null;
    const group = cores.get(core) ?? [];
    group.push(cpu);
    cores.set(core, group);
  }
  return cores.size === 0 ? null : [...cores.values()];
}

/** The kernel's number, or null where there is none: it writes -1 and 65535 for “unknown”. */
function idIn(sysroot: Sysroot, path: string): string | null {
  return known(trimmed(sysroot.read(path)));
}

function known(text: string | undefined): string | null {
  return text !== undefined && /^\d+$/.test(text) && text !== '65535' ? text : null;
}
