import type { Sysroot } from '../sysroot.ts';
import { maskOrNull } from './cpu-sets.ts';

/** One CPU's paragraph of /proc/cpuinfo: its fields by name. */
export type Description = ReadonlyMap<string, string>;

// How a line names the CPU that the next lines describe: `processor : 3`, on s390 `cpu number : 3`.
const PARAGRAPH = /^(?:processor|cpu number)$/;
// How a line alone names a CPU: s390's `processor 3: version = …`, sparc's `CPU3 : online`.
const LINE = /^(?:processor |CPU)(\d{1,6})$/;

/**
 * What /proc/cpuinfo says of each CPU that is online, by its number. Fields that stand once for all (as on ARM) are
 * every CPU's. Each architecture has names of its own (show_cpuinfo in the kernel’s arch folders).
 */
export function readDescriptions(sysroot: Sysroot): ReadonlyMap<number, Description> {
  const descriptions = new Map<number, Map<string, string>>();
  const shared = new Map<string, string>();
  let current = shared;
  for (const line of (sysroot.read('/proc/cpuinfo') ?? '').split('\n')) {
    const [, name = '', value = ''] = /^([^:\t]+?)\s*:\s*(.*?)\s*$/.exec(line) ?? [];
    const alone = LINE.exec(name)?.[1];
    if (PARAGRAPH.test(name) && /^\d{1,6}$/.test(value)) {
      current = descriptions.get(Number(value)) ?? new Map();
      descriptions.set(Number(value), current);
    } else if (alone !== undefined) {
      if (value !== 'offline') descriptions.set(Number(alone), descriptions.get(Number(alone)) ?? new Map());
    } else if (name !== '') current.set(name, value);
  }
  for (const description of descriptions.values()) {
    for (const [name, value] of shared) if (!description.has(name)) description.set(name, value);
  }
  return descriptions;
}

/** The CPUs that run by /proc/cpuinfo, or else by /proc/stat; null where neither says. */
export function describedCpus(sysroot: Sysroot): number[] | null {
  const described = [...readDescriptions(sysroot).keys()];
  if (described.length > 0) return described.sort((a, b) => a - b);
  return activeCpus(sysroot) ?? countedCpus(sysroot);
}

/** Alpha describes all CPUs as one, and has a mask of those that are online. */
function activeCpus(sysroot: Sysroot): number[] | null {
  const mask = /^cpu active mask\s*:\s*([\da-f]+)$/m.exec(sysroot.read('/proc/cpuinfo') ?? '')?.[1];
  // Masks elsewhere have a comma between each eight digits.
  return mask === undefined ? null : maskOrNull(mask.replace(/\B(?=(?:[\da-f]{8})+$)/g, ','));
}

/** The CPUs that /proc/stat has a line for; null where it has none. */
export function countedCpus(sysroot: Sysroot): number[] | null {
  const lines = (sysroot.read('/proc/stat') ?? '').matchAll(/^cpu(\d{1,6}) /gm);
  const cpus = [...lines].map(([, cpu]) => Number(cpu));
  return cpus.length === 0 ? null : cpus;
}
