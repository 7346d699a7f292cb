import { readCpuSet } from '../cpus/cpu-sets.ts';
import type { Sysroot } from '../sysroot.ts';

const NODE_FOLDER = '/sys/devices/system/node';

/** The NUMA nodes by the kernel's number, each with its CPUs (none where it is memory alone). Null without NUMA. */
export function readNodes(sysroot: Sysroot): Map<number, readonly number[]> | null {
  const names = sysroot.list(NODE_FOLDER)?.filter((name) => /^node\d+$/.test(name)) ?? [];
  if (names.length === 0) return null;
  const numbers = names.map((name) => Number(name.slice('node'.length))).sort((a, b) => a - b);
  return new Map(
    numbers.map((node) => [
      node,
      readCpuSet(sysroot, `${NODE_FOLDER}/node${node}`, ['cpulist', 'cpumap']) ?? [],
    ]),
  );
}
