import { trimmed } from '../cpus/cpu-sets.ts';
import type { Sysroot } from '../sysroot.ts';

/** What the files straight at the mount point say: the own group in most containers, the root outside. */
export interface MountedQuota {
  /** `cpu.max`, or null where it is missing. */
  readonly max: string | null;
  /** Version 1's `cpu/cpu.cfs_quota_us` and `cpu/cpu.cfs_period_us`, in µs; null where either is missing. */
  readonly v1: readonly [quota: string, period: string] | null;
}

const MOUNT = '/sys/fs/cgroup';
const ON_THE_WAY = ['/sys', '/sys/fs', MOUNT, `${MOUNT}/cpu`, `${MOUNT}/cpu.max`];

/**
 * As loky looks for a quota: whatever group it is in. Null where none of its files is there.
 * @param root where a process with mounts of its own has its root, if we may look into it: a link there that leads to
 * another folder would lead us into our own root, and isn't followed
 */
export function readMountedQuota(sysroot: Sysroot, root = ''): MountedQuota | 'unseen' | null {
  if (root !== '' && !sysroot.has(`${root}/proc`)) return 'unseen';
  if (root !== '' && ON_THE_WAY.some((path) => sysroot.link(`${root}${path}`)?.includes('/')))
    return 'unseen';
  const [max = null, quota = null, period = null] = [
    'cpu.max',
    'cpu/cpu.cfs_quota_us',
    'cpu/cpu.cfs_period_us',
  ].map((name) => textOf(sysroot, root, `${MOUNT}/${name}`));
  const v1 = quota === null || period === null ? null : ([quota, period] as const);
  return max === null && v1 === null ? null : { max, v1 };
}

/** In CPUs, infinite where there is no quota; null where loky can't make sense of it. */
export function cpusOfMountedQuota(mounted: MountedQuota | 'unseen' | null): number | null {
  if (mounted === 'unseen') return null;
  const parts = mounted?.max?.split(/\s+/) ?? [];
  const [quota, period] = parts.length === 2 ? parts : (mounted?.v1 ?? ['max']);
  if (quota === 'max') return Number.POSITIVE_INFINITY;
  if (!/^[+-]?\d{1,15}$/.test(quota ?? '') || !/^[+-]?\d{1,15}$/.test(period ?? '')) return null;
  const isSet = Number(quota) > 0 && Number(period) > 0;
  return isSet ? Number(quota) / Number(period) : Number.POSITIVE_INFINITY;
}

function textOf(sysroot: Sysroot, root: string, name: string): string | null {
  const path = `${root}${name}`;
  if (!sysroot.has(path)) return null;
  return trimmed(root === '' ? sysroot.read(path) : sysroot.readUntrusted(path));
}
