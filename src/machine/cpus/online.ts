import { type Cgroups, readCgroups } from '../limits/cgroups.ts';
import { readCpusets } from '../limits/cpuset.ts';
import type { Sysroot } from '../sysroot.ts';
import { listOrNull, trimmed } from './cpu-sets.ts';
import { affinityMask, CPU_FOLDER, cpuFolders, cpusOfProc } from './cpus.ts';

/** The CPUs that are online. */
export interface OnlineCpus {
  /** Ascending; null where nothing says. */
  readonly cpus: readonly number[] | null;
  /** What the list `online` has, where the kernel says otherwise elsewhere: then the list isn't the kernel's. */
  readonly virtual: readonly number[] | null;
}

/**
 * The CPUs that are online. A container may see a list of its own (lxcfs mounts one over the kernel's), with other
 * numbers than the kernel's: so each CPU's own files, the cpuset and the affinity mask have the last word.
 * @param process whose cpuset and mask: a PID, or our own
 * @param cgroups those of that process
 */
export function readOnline(
  sysroot: Sysroot,
  process: number | 'self' = 'self',
  cgroups: Cgroups = readCgroups(sysroot, process),
): OnlineCpus {
  const listed = listedCpus(sysroot);
  const folders = cpuFolders(sysroot);
  if (listed === null && folders === null) return { cpus: cpusOfProc(sysroot), virtual: null };
  const mask = affinityMask(sysroot, process) ?? [];
  const isOnline = kernelsView(sysroot, listed, mask, cgroups);
  const ids = new Set([...(folders ?? []), ...(listed ?? []), ...mask]);
  const cpus = [...ids].filter(isOnline).sort((a, b) => a - b);
  return { cpus, virtual: listed === null || cpus.join() === listed.join() ? null : listed };
}

/** What the list says, the kernel's own or a virtual one. */
export function listedCpus(sysroot: Sysroot): number[] | null {
  return listOrNull(sysroot.read(`${CPU_FOLDER}/online`));
}

/** The CPUs that are online; null where nothing says. */
export function onlineCpus(sysroot: Sysroot): readonly number[] | null {
  return readOnline(sysroot).cpus;
}

/** Tells of a CPU whether it is online: by its own file, else by who runs there or is described, else by the list. */
function kernelsView(
  sysroot: Sysroot,
  listed: readonly number[] | null,
  mask: readonly number[],
  cgroups: Cgroups,
): (cpu: number) => boolean {
  const isListed = new Set(listed);
  const runs = runningCpus(sysroot, isListed, mask, cgroups);
  return (cpu) => {
    const folder = `${CPU_FOLDER}/cpu${cpu}`;
    const own = trimmed(sysroot.read(`${folder}/online`));
    if (own === '0' || own === '1') return own === '1';
    // The kernel describes the topology of CPUs that are online alone.
    return isListed.has(cpu) || runs.has(cpu) || sysroot.has(`${folder}/topology`) || listed === null;
  };
}

/**
 * CPUs that the process’ cpuset shows to be online, or its mask where it has no CPU of the list: some CPU of it runs that
 * process. Else a mask may name CPUs that are offline.
 */
function runningCpus(
  sysroot: Sysroot,
  isListed: ReadonlySet<number>,
  mask: readonly number[],
  cgroups: Cgroups,
): ReadonlySet<number> {
  if (!mask.some((cpu) => isListed.has(cpu))) return new Set(mask);
  const isMasked = new Set(mask);
  const inCpusets = readCpusets(sysroot, cgroups).flatMap(({ cpus }) => cpus ?? []);
  return new Set(inCpusets.filter((cpu) => isMasked.has(cpu)));
}
