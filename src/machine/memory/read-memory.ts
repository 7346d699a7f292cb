import type { Memory, MemoryLimit } from '../../model/machine/memory.ts';
import { type Cgroups, governingPaths } from '../limits/cgroups.ts';
import { hiddenOn, untold } from '../limits/hidden-groups.ts';
import { countAfter } from '../proc/proc-text.ts';
import type { Sysroot } from '../sysroot.ts';
import { groupLimits, swapLimit } from './group-limits.ts';

const MEMINFO = '/proc/meminfo';

/** Some bytes, and the file that they follow from. */
interface Bound {
  readonly bytes: number;
  readonly path: string;
}

/** What memory a process may use. Null where neither the machine nor a group tells of it. */
export function readMemory(sysroot: Sysroot, cgroups: Cgroups): Memory | null {
  const paths = governingPaths(cgroups, 'memory');
  const limits = paths.flatMap((path) => groupLimits(sysroot, path));
  const machine = readMeminfo(sysroot);
  if (limits.length === 0 && machine.totalBytes === null) return null;
  const tightest = least(limits.flatMap(({ bytes, path }) => (bytes === null ? [] : [{ bytes, path }])));
  const { machineAvailableBytes } = machine;
  const available = least([
    ...limits.flatMap(freeOf),
    ...(machineAvailableBytes === null ? [] : [{ bytes: machineAvailableBytes, path: MEMINFO }]),
  ]);
  const swaps = paths.flatMap((path) => swapLimit(sysroot, path) ?? []);
  const hidden = cgroups.areUntold
    ? [untold(cgroups)]
    : paths.flatMap((path) => hiddenOn(sysroot, path, cgroups) ?? []);
  return {
    limitBytes: tightest?.bytes ?? null,
    path: tightest?.path ?? null,
    availableBytes: available?.bytes ?? null,
    availablePath: available?.path ?? null,
    ...machine,
    swapLimitBytes: swaps.length === 0 ? null : Math.min(...swaps),
    limits,
    hidden: hidden.map(({ evidence }) => evidence),
  };
}

/** In /proc/meminfo a kB is 1,024 bytes (proc_meminfo(5)). */
function readMeminfo(sysroot: Sysroot) {
  const text = `\n${sysroot.read(MEMINFO) ?? ''}`;
  const bytes = (name: string) => {
    const kibibytes = countAfter(text, `\n${name}:`);
    return kibibytes === null ? null : kibibytes * 1024;
  };
  return {
    totalBytes: bytes('MemTotal'),
    machineAvailableBytes: bytes('MemAvailable'),
    swapTotalBytes: bytes('SwapTotal'),
    swapFreeBytes: bytes('SwapFree'),
  };
}

/** What may still be taken below one limit: where its use is unknown, no more than the limit. */
function freeOf({ bytes, usedBytes, path }: MemoryLimit): Bound[] {
  return bytes === null ? [] : [{ bytes: Math.max(0, bytes - (usedBytes ?? 0)), path }];
}

function least(bounds: readonly Bound[]): Bound | null {
  return bounds.reduce<Bound | null>((a, b) => (a === null || b.bytes < a.bytes ? b : a), null);
}
