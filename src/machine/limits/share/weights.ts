import { basename, dirname, join } from 'node:path';
import { trimmed } from '../../cpus/cpu-sets.ts';
import type { Sysroot } from '../../sysroot.ts';

/** Where each version has a group’s weight, and what it may be (cgroup-v2.rst; MIN_SHARES, MAX_SHARES in kernel/sched/sched.h). */
const WEIGHT = {
  1: { file: 'cpu.shares', least: 2, most: 262_144, idle: 3 },
  // The kernel counts in shares of 1,024, and 100 is as much: an idle group’s 3 (WEIGHT_IDLEPRIO) are rounded to 0.
  2: { file: 'cpu.weight', least: 1, most: 10_000, idle: (3 * 100) / 1024 },
} as const;

/** The file that has this group’s weight. */
export function weightFile(group: string, version: 1 | 2): string {
  return join(group, WEIGHT[version].file);
}

/** The weight of a group; null where its file is missing or isn’t in the kernel’s format. */
export function readWeight(sysroot: Sysroot, group: string, version: 1 | 2): number | null {
  const { least, most, idle } = WEIGHT[version];
  const text = trimmed(sysroot.read(weightFile(group, version)));
  if (!/^\d{1,6}$/.test(text)) return null;
  const weight = Number(text);
  if (weight === 0) return idle;
  return weight >= least && weight <= most ? weight : null;
}

/**
 * The weights of the groups beside one that compete with it; null where any can’t be read. In version 2 a group without
 * processes is left out: units of systemd that never run anything have groups too. Version 1 doesn’t say which are empty.
 */
export function siblingWeights(sysroot: Sysroot, group: string, version: 1 | 2): number[] | null {
  // A tree that was captured without the groups beside ours has an empty file here: then nothing is known of them.
  if (version === 2 && isPopulated(sysroot, group) !== true) return null;
  const [above, own] = [dirname(group), basename(group)];
  const names = sysroot.list(above);
  if (names === null) return null;
  const weights: number[] = [];
  for (const name of names) {
    if (name === own) continue;
    const sibling = join(above, name);
    // The kernel's own files stand beside the groups, and a group may be gone since its name was read.
    const weight = readWeight(sysroot, sibling, version);
    if (weight === null && sysroot.typeOf(sibling) !== 'folder') continue;
    if (version === 2 && isPopulated(sysroot, sibling) === false) continue;
    if (weight === null) return null;
    weights.push(weight);
  }
  return weights;
}

/** Whether a group of version 2 or one below it has a process (`cgroup.events`); null where that isn’t told. */
function isPopulated(sysroot: Sysroot, group: string): boolean | null {
  const match = /^populated ([01])$/m.exec(sysroot.read(join(group, 'cgroup.events')) ?? '');
  return match === null ? null : match[1] === '1';
}
