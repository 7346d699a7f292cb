import { join } from 'node:path';
import { contentOf } from '../cpus/cpu-sets.ts';
import type { Sysroot } from '../sysroot.ts';

/** What libuv and Rust read of one group, null where a file is missing. */
export interface LibuvGroup {
  /** The text of `cpu.max`. */
  readonly quota: string | null;
  /** `cpu.weight` ÷ 100: 1 is the default. */
  readonly proportion: number | null;
}

/** What libuv and Rust find of a process’ limits. They take `/sys/fs/cgroup` for granted, whatever is mounted. */
export interface LibuvLimits {
  /** Whether its group is where they look: they ask for `cgroup.controllers`, which every group has. */
  readonly isThere: boolean;
  /** From its own group up to the mount point. */
  readonly groups: readonly [LibuvGroup, ...LibuvGroup[]];
}

const MOUNT = '/sys/fs/cgroup';
const NO_GROUP: LibuvGroup = { quota: null, proportion: null };

/**
 * As uv__get_constrained_cpu does: https://github.com/libuv/libuv/blob/v1.x/src/unix/linux.c. Null where it gives up: version
 * 2's line must be the first, and of version 1 it looks for files that nobody has (it makes its path from `:cpu,cpuacct:/a`,
 * with the controllers in it).
 * @param process whose limits: a PID, or our own
 * @param seen the folders of the groups that it finds there, from its own upwards; null where they are where it looks
 */
export function readLibuvLimits(
  sysroot: Sysroot,
  process: number | 'self' = 'self',
  seen: readonly string[] | null = null,
): LibuvLimits | null {
  const isFirst = sysroot.read(`/proc/${process}/cgroup`)?.startsWith('0::/') === true;
  return isFirst ? readMountedGroups(sysroot, process, seen) : null;
}

/** The same wherever version 2's line is: hierarchies of version 1 come before it, though none of them may share out CPUs. */
export function readMountedGroups(
  sysroot: Sysroot,
  process: number | 'self',
  seen: readonly string[] | null,
): LibuvLimits | null {
  const path = /^0::(\/.*)$/m.exec(sysroot.read(`/proc/${process}/cgroup`) ?? '')?.[1];
  if (path === undefined) return null;
  if (seen !== null) return limitsIn(sysroot, seen);
  const top = readGroup(sysroot, MOUNT);
  const names = path.split('/').filter((name) => name !== '');
  const below = names
    .map((_, depth) => readGroup(sysroot, join(MOUNT, ...names.slice(0, depth + 1))))
    .reverse();
  const [own = top, ...above] = below;
  return {
    isThere: isGroup(sysroot, join(MOUNT, path)),
    groups: below.length === 0 ? [top] : [own, ...above, top],
  };
}

function limitsIn(sysroot: Sysroot, folders: readonly string[]): LibuvLimits {
  const [own = NO_GROUP, ...above] = folders.map((folder) => readGroup(sysroot, folder));
  return { isThere: folders[0] !== undefined && isGroup(sysroot, folders[0]), groups: [own, ...above] };
}

function isGroup(sysroot: Sysroot, folder: string): boolean {
  return ['cgroup.controllers', 'cpu.max'].some((name) => sysroot.has(join(folder, name)));
}

function readGroup(sysroot: Sysroot, folder: string): LibuvGroup {
  const [quota, weight] = ['cpu.max', 'cpu.weight'].map((name) => contentOf(sysroot, join(folder, name)));
  // Where a quota is, a weight is: a captured machine without one was captured without it.
  const missing = sysroot.isCaptured && quota != null ? 1 : null;
  return {
    quota: quota ?? null,
    proportion: weight == null ? missing : Number.parseInt(weight, 10) / 100,
  };
}

/** libuv 1.49 and 1.50: the own group's quota × its weight ÷ 100; nothing without a weight. Rounded down, at least 1. */
export function parallelism149(allowed: number, limits: LibuvLimits | null): number {
  const own = limits?.groups[0];
  const [quota, period] = numbersIn(own?.quota ?? null);
  if (own?.proportion == null || Number.isNaN(own.proportion) || quota === null || !(period > 0))
    return allowed;
  const cpus = (quota / period) * own.proportion;
  return cpus < allowed ? Math.max(1, Math.trunc(cpus)) : allowed;
}

/**
 * libuv 1.51 and later: the outermost group's quota (each overwrites the one below it), rounded down. 1.51 takes less than
 * one CPU for no limit.
 */
export function parallelism151(allowed: number, limits: LibuvLimits | null, hasFloor: boolean): number {
  if (limits?.isThere !== true) return allowed;
  let cpus: number | null = null;
  for (const { quota: text } of limits.groups) {
    const [quota, period] = numbersIn(text);
    if (quota === null || !Number.isFinite(quota) || period === 0) continue;
    const whole = Math.trunc(quota / period);
    cpus = whole === 0 && hasFloor ? 1 : whole;
  }
  return cpus !== null && cpus > 0 ? Math.min(allowed, cpus) : allowed;
}

/** The quota (infinite for `max`) and its period; nulls where they are none. */
function numbersIn(text: string | null): readonly [quota: number, period: number] | readonly [null, 0] {
  const match = /^(max|-?\d+) (\d+)/.exec(text ?? '');
  if (match === null) return [null, 0];
  return [match[1] === 'max' ? Number.POSITIVE_INFINITY : Number(match[1]), Number(match[2])];
}
