import { join } from 'node:path';
import { listOrNull, trimmed } from '../cpus/cpu-sets.ts';
import type { Sysroot } from '../sysroot.ts';
import { type Cgroups, cgroupPaths, readCgroups } from './cgroups.ts';

/** The CPUs that a cpuset leaves a process. */
export interface Cpuset {
  readonly version: 1 | 2;
  readonly path: string;
  /** Null where its text makes no sense. */
  readonly cpus: readonly number[] | null;
  readonly text: string;
}

// The effective set first: it has the ancestors' sets in it. Version 1 mounted as a cpuset file system drops the prefix.
const FILES = {
  1: ['cpuset.effective_cpus', 'cpuset.cpus', 'effective_cpus', 'cpus'],
  2: ['cpuset.cpus.effective'],
};

/** Its own group's cpuset, of each cgroup version that has one. An empty file means “as the group above”. */
export function readCpusets(sysroot: Sysroot, cgroups: Cgroups = readCgroups(sysroot)): Cpuset[] {
  return cgroupPaths(cgroups, 'cpuset').flatMap(({ version, groups }) => {
    for (const group of groups) {
      for (const name of FILES[version]) {
        const path = join(group, name);
        const raw = sysroot.has(path) ? sysroot.read(path) : '';
        const text = trimmed(raw);
        if (raw === null || text !== '') return [{ version, path, cpus: listOrNull(text), text }];
      }
    }
    return [];
  });
}
