import { isDeepStrictEqual } from 'node:util';
import { type CgroupPath, type Cgroups, cgroupPaths } from '../limits/cgroups.ts';
import { readMountinfo } from '../limits/mounts.ts';
import type { QuotaLevel } from '../limits/quota.ts';
import type { Sysroot } from '../sysroot.ts';

/** What a program itself sees of its cgroups: in a container fewer groups than its path has on the host. */
export interface OwnView {
  /** The quotas that it can read. */
  readonly quotas: readonly QuotaLevel[];
  /** Its version 2 groups that it can read, as folders where we see them, from its own upwards; null where it sees what we see. */
  readonly groups: readonly string[] | null;
}

/**
 * As its own mounts show it. The kernel tells their roots from our namespace, as it does the process’ path
 * (cgroup_namespaces(7)), so that the two compare. Where its mounts can’t be read, it counts as seeing what we see.
 */
export function readOwnView(sysroot: Sysroot, cgroups: Cgroups, quotas: readonly QuotaLevel[]): OwnView {
  if (cgroups.process === 'self') return { quotas, groups: null };
  const mounts = readMountinfo(sysroot, cgroups.process);
  if (mounts === null || isDeepStrictEqual(mounts, cgroups.mounts)) return { quotas, groups: null };
  const seen = cgroupPaths({ ...cgroups, mounts }, 'cpu');
  const countOf = (version: 1 | 2) => seen.find((path) => path.version === version)?.groups.length ?? 0;
  const ours = cgroupPaths(cgroups, 'cpu').find(({ version }) => version === 2);
  return {
    quotas: quotas.filter(({ version, height }) => height < countOf(version)),
    groups: isNamedAlike(sysroot, cgroups.process, seen) ? (ours?.groups.slice(0, countOf(2)) ?? []) : [],
  };
}

/** Whether its /proc/self/cgroup names a folder of its mount: not where a part is mounted without a namespace of its own. */
function isNamedAlike(sysroot: Sysroot, pid: number, seen: readonly CgroupPath[]): boolean {
  const isPart = seen.some(({ version, hidden }) => version === 2 && hidden !== null);
  const own = sysroot.link(`/proc/${pid}/ns/cgroup`);
  return !isPart || own === null || own !== sysroot.link('/proc/self/ns/cgroup');
}
