import { join, relative } from 'node:path';
import { numberAfter } from './proc-text.ts';
import type { Sysroot } from './sysroot.ts';

/** The tightest CPU quota on our cgroup's path. */
export interface Quota {
  /** In CPUs: 1.5 is one and a half. */
  readonly cpus: number;
  /** The folder of the group that sets it. */
  readonly group: string;
}

/**
 * Looks through our own cgroup and all its ancestors, in cgroup v1 and v2 (a machine may use both at once).
 * Null where no quota is set or none can be seen.
 */
export function tightestQuota(sysroot: Sysroot): Quota | null {
  let tightest: Quota | null = null;
  for (const group of cpuGroups(sysroot)) {
    const cpus = quotaOf(sysroot, group);
    if (cpus !== null && (tightest === null || cpus < tightest.cpus)) tightest = { cpus, group };
  }
  return tightest;
}

/** How often the group's quota has stopped its tasks so far (`nr_throttled` of cpu.stat), or null. */
export function throttledPeriods(sysroot: Sysroot, group: string): number | null {
  const text = sysroot.read(join(group, 'cpu.stat'));
  return text === null ? null : numberAfter(`\n${text}`, '\nnr_throttled ');
}

function quotaOf(sysroot: Sysroot, group: string): number | null {
  const unified = sysroot.read(join(group, 'cpu.max'))?.trim().split(' ');
  const [quota, period] =
    unified ?? ['cpu.cfs_quota_us', 'cpu.cfs_period_us'].map((file) => sysroot.read(join(group, file)));
  const cpus = Number(quota ?? Number.NaN) / Number(period ?? Number.NaN);
  return cpus > 0 && Number.isFinite(cpus) ? cpus : null;
}

/** The folders of every cgroup that governs our CPU time, from ours upwards. */
function cpuGroups(sysroot: Sysroot): string[] {
  const memberships = (sysroot.read('/proc/self/cgroup') ?? '').split('\n').map(parseMembership);
  const groups: string[] = [];
  for (const mount of cgroupMounts(sysroot)) {
    const membership = memberships.find((one) =>
      mount.unified ? one.controllers.length === 0 && one.path !== '' : one.controllers.includes('cpu'),
    );
    if (membership === undefined) continue;
    const below = relative(mount.root, membership.path);
    // A path outside the mount's root is hidden by a cgroup namespace: only the mount itself can be read then.
    const parts = below === '' || below.startsWith('..') ? [] : below.split('/');
    for (let depth = parts.length; depth >= 0; depth--) {
      groups.push(join(mount.point, ...parts.slice(0, depth)));
    }
  }
  return groups;
}

/** A line of /proc/self/cgroup: `hierarchy:controllers:path` (cgroups(7)). Only a v2 line has no controllers. */
function parseMembership(line: string): { controllers: string[]; path: string } {
  const [, controllers = '', ...path] = line.split(':');
  return { controllers: controllers.split(',').filter((name) => name !== ''), path: path.join(':') };
}

/** The cgroup v2 mount and the v1 mount with the cpu controller, from mountinfo (proc_pid_mountinfo(5)). */
function cgroupMounts(sysroot: Sysroot): { root: string; point: string; unified: boolean }[] {
  const mounts = [];
  for (const line of (sysroot.read('/proc/self/mountinfo') ?? '').split('\n')) {
    const [before = '', after = ''] = line.split(' - ');
    const [, , , root = '', point = ''] = before.split(' ');
    const [type, , superOptions = ''] = after.split(' ');
    const unified = type === 'cgroup2';
    if (unified || (type === 'cgroup' && superOptions.split(',').includes('cpu'))) {
      mounts.push({ root, point, unified });
    }
  }
  return mounts;
}
