import { join } from 'node:path';
import type { ShareLevel } from '../../../model/machine/share.ts';
import type { Sysroot } from '../../sysroot.ts';
import type { CgroupPath, Cgroups } from '../cgroups.ts';
import { hiddenOn } from '../hidden-groups.ts';
import { readWeight, siblingWeights, weightFile } from './weights.ts';

/** A group whose weight counts, and its folder. */
export interface WeightedGroup extends ShareLevel {
  readonly group: string;
}

export interface WeightedPath {
  /** From the own group upwards, without the hierarchy’s root: that shares with nobody. */
  readonly levels: readonly WeightedGroup[];
  /** Whether every group up to the hierarchy’s root is among them. */
  readonly isWhole: boolean;
  /** Whether it ends at a group that isn’t the root, because more can’t be seen, as in a container. */
  readonly isHidden: boolean;
}

/** The weights on a process’ path. Null where its own can’t be read, or its group is the root, which has none. */
export function weightedPath(sysroot: Sysroot, path: CgroupPath, cgroups: Cgroups): WeightedPath | null {
  const { version, groups } = path;
  const hidden = hiddenOn(sysroot, path, cgroups);
  if (hidden?.withOwn === true) return null;
  const hasRoot = hidden === null && isRoot(sysroot, version, groups.at(-1));
  const below = hasRoot ? groups.slice(0, -1) : groups;
  const first = version === 1 ? 0 : firstWeighted(sysroot, below);
  const governed = below.slice(first);
  const levels = governed.map((group, index) =>
    levelOf(sysroot, { version, group }, hasRoot || index < governed.length - 1),
  );
  // Above a weight that can’t be read nothing is known.
  const broken = levels.indexOf(null);
  const known = (broken < 0 ? levels : levels.slice(0, broken)).flatMap((level) => level ?? []);
  if (known.length === 0) return null;
  return { levels: known, isWhole: hasRoot && broken < 0, isHidden: hidden !== null && broken < 0 };
}

/** Where version 2 doesn’t share out CPUs in a group, those below have no file: the first group above that has one counts. */
function firstWeighted(sysroot: Sysroot, groups: readonly string[]): number {
  const first = groups.findIndex((group) => sysroot.has(weightFile(group, 2)));
  return first < 0 ? groups.length : first;
}

/** Whether a group is surely its hierarchy’s root, as far as its files tell. */
function isRoot(sysroot: Sysroot, version: 1 | 2, group: string | undefined): boolean {
  if (group === undefined) return false;
  const signs = version === 1 ? ['release_agent'] : ['cgroup.controllers', 'cgroup.procs'];
  return signs.some((name) => sysroot.has(join(group, name)));
}

function levelOf(
  sysroot: Sysroot,
  { version, group }: { version: 1 | 2; group: string },
  seesSiblings: boolean,
): WeightedGroup | null {
  const weight = readWeight(sysroot, group, version);
  if (weight === null) return null;
  const beside = seesSiblings ? siblingWeights(sysroot, group, version) : null;
  const fraction = beside === null ? null : weight / beside.reduce((sum, one) => sum + one, weight);
  const siblings = beside?.length ?? null;
  return { version, group, path: weightFile(group, version), weight, siblings, fraction };
}
