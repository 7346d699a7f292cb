import type { Sysroot } from '../sysroot.ts';

/** One CPU's paragraph of /proc/cpuinfo: its fields by name. */
export type Description = ReadonlyMap<string, string>;

/**
 * What /proc/cpuinfo says of each CPU that is online, by its number. Fields that stand once for all (as on ARM) are
 * every CPU's.
 */
export function readDescriptions(sysroot: Sysroot): ReadonlyMap<number, Description> {
  const descriptions = new Map<number, Map<string, string>>();
  const shared = new Map<string, string>();
  let current = shared;
  for (const line of (sysroot.read('/proc/cpuinfo') ?? '').split('\n')) {
    const [, name = '', value = ''] = /^([^:\t]+?)\s*:\s*(.*?)\s*$/.exec(line) ?? [];
    if (name === 'processor' && /^\d{1,6}$/.test(value)) {
      current = new Map();
      descriptions.set(Number(value), current);
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
  return described.length > 0 ? described.sort((a, b) => a - b) : countedCpus(sysroot);
}

/** The CPUs that /proc/stat has a line for; null where it has none. */
export function countedCpus(sysroot: Sysroot): number[] | null {
  const lines = (sysroot.read('/proc/stat') ?? '').matchAll(/^cpu(\d{1,6}) /gm);
  const cpus = [...lines].map(([, cpu]) => Number(cpu));
  return cpus.length === 0 ? null : cpus;
}
