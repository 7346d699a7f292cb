import { join } from 'node:path';
import type { MemoryLimit } from '../../model/machine/memory.ts';
import { trimmed } from '../cpus/cpu-sets.ts';
import type { CgroupPath } from '../limits/cgroups.ts';
import { countAfter } from '../proc/proc-text.ts';
import type { Sysroot } from '../sysroot.ts';

/** Where each version has a group's limits, what it uses, and how much of that is file cache that nobody used lately. */
const FILES = {
  1: {
    limits: ['memory.limit_in_bytes'],
    usage: 'memory.usage_in_bytes',
    cache: ['\ntotal_inactive_file ', '\ninactive_file '],
  },
  2: { limits: ['memory.max', 'memory.high'], usage: 'memory.current', cache: ['\ninactive_file '] },
} as const;

/** Version 1 writes “none” as the most pages that it can count (PAGE_COUNTER_MAX), in bytes. */
const NO_LIMIT = 2 ** 62;

/** The memory limits on a process’ path, from its own group upwards (Documentation/admin-guide/cgroup-v2.rst, cgroup-v1/memory.rst). */
export function groupLimits(sysroot: Sysroot, { version, groups }: CgroupPath): MemoryLimit[] {
  return groups.flatMap((group) => {
    const limits = FILES[version].limits.flatMap((name) => limitIn(sysroot, group, name) ?? []);
    if (limits.length === 0) return [];
    const usedBytes = usedBy(sysroot, group, version);
    return limits.map((limit) => ({ ...limit, usedBytes }));
  });
}

/** The least that its groups leave of the swap: `memory.swap.max`, or in version 1 what memory and swap may be beyond memory. */
export function swapLimit(sysroot: Sysroot, { version, groups }: CgroupPath): number | null {
  const limits = groups.flatMap((group) => {
    const bytes = version === 2 ? bytesIn(sysroot, join(group, 'memory.swap.max')) : swapOfV1(sysroot, group);
    return bytes ?? [];
  });
  return limits.length === 0 ? null : Math.min(...limits);
}

function swapOfV1(sysroot: Sysroot, group: string): number | null {
  const both = bytesIn(sysroot, join(group, 'memory.memsw.limit_in_bytes'));
  const memory = bytesIn(sysroot, join(group, 'memory.limit_in_bytes'));
  return both === null || memory === null ? null : Math.max(0, both - memory);
}

function limitIn(sysroot: Sysroot, group: string, source: string): Omit<MemoryLimit, 'usedBytes'> | null {
  const path = join(group, source);
  if (!sysroot.has(path)) return null;
  const text = trimmed(sysroot.read(path));
  if (text === 'max' || Number(text) >= NO_LIMIT) return null;
  return { source, bytes: bytesOf(text), path };
}

/** The kernel drops cache that nobody used lately before it refuses memory: so do the tools that report a container's use. */
function usedBy(sysroot: Sysroot, group: string, version: 1 | 2): number | null {
  const { usage, cache } = FILES[version];
  const used = bytesIn(sysroot, join(group, usage));
  if (used === null) return null;
  const stat = `\n${sysroot.read(join(group, 'memory.stat')) ?? ''}`;
  const unused = cache.map((label) => countAfter(stat, label)).find((bytes) => bytes !== null) ?? 0;
  return Math.max(0, used - unused);
}

/** A number of bytes; null where there is none, or no limit. */
function bytesIn(sysroot: Sysroot, path: string): number | null {
  const bytes = sysroot.has(path) ? bytesOf(trimmed(sysroot.read(path))) : null;
  return bytes !== null && bytes < NO_LIMIT ? bytes : null;
}

function bytesOf(text: string): number | null {
  return /^\d{1,19}$/.test(text) ? Number(text) : null;
}
