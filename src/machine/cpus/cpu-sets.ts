import { parseCpuList, parseCpuMask } from '../../base/cpu-list.ts';
import type { Sysroot } from '../sysroot.ts';

// A set of CPUs as sysfs has it: a list (`0-3`) in one file, on older kernels a mask (`0000000f`) in another.

/** A kernel CPU list, or null where it is absent, empty or malformed. */
export function listOrNull(text: string | null): number[] | null {
  const list = trimmed(text);
  if (list === '') return null;
  try {
    return parseCpuList(list);
  } catch {
    return null;
  }
}

/** A kernel CPU mask, or null where it is absent, empty or malformed. */
export function maskOrNull(text: string | null): number[] | null {
  const cpus = parseCpuMask(trimmed(text));
  return cpus === null || cpus.length === 0 ? null : cpus;
}

/** What a file says, without the blanks, newlines and NULs that some kernels and copies end it with. */
export function trimmed(text: string | null): string {
  return (text ?? '').replace(/[\s\0]+$/, '').trimStart();
}

/** The trimmed text of a file that is there, be it unreadable (a directory, far too long); null where there is none. */
export function contentOf(sysroot: Sysroot, path: string): string | null {
  return sysroot.has(path) ? trimmed(sysroot.read(path)) : null;
}

/** The set in the first of these files that has one. Names with `_list` hold lists, the others masks. */
export function readCpuSet(sysroot: Sysroot, folder: string, names: readonly string[]): number[] | null {
  for (const name of names) {
    const text = sysroot.read(`${folder}/${name}`);
    const cpus = /list$/.test(name) ? listOrNull(text) : maskOrNull(text);
    if (cpus !== null) return cpus;
  }
  return null;
}

/** Numbers groups by their first appearance: the same key, the same number; null stays null. */
export function numberGroups(keys: readonly (string | null)[]): (number | null)[] {
  const numbers = new Map<string, number>();
  return keys.map((key) => {
    if (key === null) return null;
    if (!numbers.has(key)) numbers.set(key, numbers.size);
    return numbers.get(key) as number;
  });
}

/** How many different numbers there are; null where any is unknown. */
export function countGroups(numbers: readonly (number | null)[]): number | null {
  return numbers.length === 0 || numbers.includes(null) ? null : new Set(numbers).size;
}
