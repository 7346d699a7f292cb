import { formatBytes } from '../../../base/units.ts';
import type { Memory } from '../../../model/machine/memory.ts';

const MEMINFO = '/proc/meminfo';

/** `1.2 GB of 2.0 GB free (/sys/fs/cgroup/memory.max); the machine: 9.1 of 16.0 GB available; no swap`. */
export function memoryWords(memory: Memory): string {
  const { limitBytes, path, limits, hidden } = memory;
  const free =
    limitBytes === null
      ? []
      : [`${formatBytes(freeBelow(memory))} of ${formatBytes(limitBytes)} free (${path})`];
  const isUnsure = limits.some(({ bytes }) => bytes === null);
  return [
    ...free,
    machineWords(memory, free.length > 0),
    swapWords(memory),
    ...(isUnsure ? ['a limit can’t be read'] : []),
    ...(hidden.length === 0 ? [] : ['limits of groups that can’t be seen may leave less']),
  ].join('; ');
}

/** `3.2 GB may still be taken (/sys/fs/cgroup/memory.high)`: where it isn’t the tightest limit that leaves the least. */
export function availableWords({ availableBytes, availablePath, path }: Memory): string | null {
  if (availableBytes === null || availablePath === path || path === null) return null;
  return `${formatBytes(availableBytes)} may still be taken (${availablePath})`;
}

/** What is free below the tightest limit. */
function freeBelow({ limits, path, limitBytes }: Memory): number | null {
  const used = limits.find((limit) => limit.path === path)?.usedBytes ?? null;
  return used === null || limitBytes === null ? null : Math.max(0, limitBytes - used);
}

function machineWords({ totalBytes, machineAvailableBytes }: Memory, isSecond: boolean): string {
  const whose = isSecond ? 'the machine: ' : '';
  const evidence = isSecond ? '' : ` (${MEMINFO})`;
  return `${whose}${formatBytes(machineAvailableBytes)} of ${formatBytes(totalBytes)} available${evidence}`;
}

function swapWords({ swapTotalBytes, swapFreeBytes, swapLimitBytes }: Memory): string {
  if (swapTotalBytes === null) return 'swap unknown';
  if (swapTotalBytes === 0) return 'no swap';
  const ours = swapLimitBytes === null ? '' : `, at most ${formatBytes(swapLimitBytes)} of it ours`;
  return `swap: ${formatBytes(swapFreeBytes)} of ${formatBytes(swapTotalBytes)} free${ours}`;
}
