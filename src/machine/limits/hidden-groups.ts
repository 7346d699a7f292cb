import { join } from 'node:path';
import type { HiddenGroups } from '../../model/machine/machine.ts';
import { trimmed } from '../cpus/cpu-sets.ts';
import type { Sysroot } from '../sysroot.ts';
import type { CgroupPath, Cgroups } from './cgroups.ts';

/** Where the kernel lists no group for a process. */
export function untold({ process }: Pick<Cgroups, 'process'>): HiddenGroups {
  return { withOwn: true, evidence: `/proc/${process}/cgroup is missing or empty` };
}

// Files that every group has except the root of its hierarchy (CFTYPE_NOT_ON_ROOT in the kernel's source).
const BELOW_ROOT = ['cpu.max', 'cpu.weight', 'cgroup.type', 'cgroup.events'];

/**
 * What of this path can't be seen. A cgroup namespace shows our part of the hierarchy as if it were all: then its topmost
 * group has what no root has, or lacks what every root has.
 */
export function hiddenOn(
  sysroot: Sysroot,
  { version, groups, hidden }: CgroupPath,
  { process }: Pick<Cgroups, 'process'>,
): HiddenGroups | null {
  const [own, top] = [groups[0], groups.at(-1)];
  if (hidden?.withOwn === true || own === undefined || top === undefined) return hidden;
  // A mount may cover it, as an empty /sys does. Captured trees have of our own group only the files that were read.
  if (!(process === 'self' && sysroot.isCaptured) && !sysroot.has(own))
    return { withOwn: true, evidence: `${own} is missing` };
  if (hidden !== null) return hidden;
  const evidence = version === 2 ? belowRootV2(sysroot, top) : belowRootV1(sysroot, top);
  return evidence === null ? null : { withOwn: false, evidence };
}

function belowRootV2(sysroot: Sysroot, top: string): string | null {
  const name = BELOW_ROOT.find((file) => sysroot.has(join(top, file)));
  return name === undefined ? null : `${join(top, name)} is there, and a hierarchy’s root has none`;
}

/** Version 1's root can't be limited, and alone has a `release_agent`. */
function belowRootV1(sysroot: Sysroot, top: string): string | null {
  const quota = join(top, 'cpu.cfs_quota_us');
  if (/^\d/.test(trimmed(sysroot.read(quota)))) return `${quota} is set, and a hierarchy’s root has no limit`;
  const isWhole = sysroot.has(join(top, 'cgroup.procs'));
  if (!isWhole || sysroot.has(join(top, 'release_agent'))) return null;
  return `${top} has no release_agent, and a hierarchy’s root has one`;
}
