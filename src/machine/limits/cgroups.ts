import { join } from 'node:path';
import type { HiddenGroups } from '../../model/machine/machine.ts';
import { linesOf } from '../proc/proc-text.ts';
import type { Sysroot } from '../sysroot.ts';
import { type Mount, readMounts } from './mounts.ts';

/** No path has as many groups. */
const MOST_GROUPS = 10_000;

/** The groups of one cgroup hierarchy that govern a process, as folders. */
export interface CgroupPath {
  readonly version: 1 | 2;
  /** From its own group up to the topmost that can be seen. */
  readonly groups: readonly string[];
  /** What of the path can't be seen; null where all of it can, as far as the kernel's tables say. */
  readonly hidden: HiddenGroups | null;
}

interface Membership {
  /** Empty for version 2. */
  readonly controllers: readonly string[];
  readonly path: string;
}

/** What the kernel says of a process' cgroups: its groups and the mounts that show them (cgroups(7)). */
export interface Cgroups {
  /** Whose they are: a PID, or our own. */
  readonly process: number | 'self';
  readonly memberships: readonly Membership[];
  readonly mounts: readonly Mount[];
  /** Its cpuset's path where only that is told (cpuset(7)), or null. */
  readonly cpusetPath: string | null;
  /** Whether nothing tells its groups: gVisor's sandboxes show none, whatever they are in. */
  readonly areUntold: boolean;
}

/**
 * The groups are those of that process; the mounts are ours, so that what they show can be read.
 * @param process its PID, or our own
 */
export function readCgroups(sysroot: Sysroot, process: number | 'self' = 'self'): Cgroups {
  const memberships = readMemberships(sysroot.read(`/proc/${process}/cgroup`));
  const path = memberships === null ? (sysroot.read(`/proc/${process}/cpuset`)?.trim() ?? '') : '';
  const cpusetPath = path.startsWith('/') ? path : null;
  return {
    process,
    memberships: memberships ?? [],
    mounts: readMounts(sysroot),
    cpusetPath,
    areUntold: cpusetPath === null && (memberships ?? []).length === 0 && hasProc(sysroot),
  };
}

/** Whether a file of /proc that is missing is missing: of a captured machine no more than that file may be there. */
function hasProc(sysroot: Sysroot): boolean {
  if (!sysroot.isCaptured) return true;
  return ['/proc/self/mountinfo', '/proc/self/mounts', '/proc/mounts', '/proc/stat'].some((path) =>
    sysroot.has(path),
  );
}

/**
 * Where the process stands in the hierarchies that have this controller: version 1's own and version 2's, or both.
 * Empty where the kernel has neither.
 */
export function cgroupPaths(cgroups: Cgroups, controller: 'cpu' | 'cpuset' | 'memory'): CgroupPath[] {
  const { mounts, memberships } = cgroups;
  const all = controller === 'cpuset' ? [...memberships, ...cpusetAlone(cgroups)] : memberships;
  return all.flatMap(({ controllers, path }): CgroupPath[] => {
    const version = controllers.length === 0 ? 2 : 1;
    if (version === 1 && !controllers.includes(controller)) return [];
    const candidates = mounts.filter(
      (mount) => mount.version === version && (version === 2 || mount.controllers.includes(controller)),
    );
    const paths = candidates.map((mount) => ({ version, ...groupsBelow(mount, path, cgroups) }) as const);
    const best = paths.toSorted((a, b) => shownBy(b) - shownBy(a))[0];
    if (best !== undefined) return [best];
    // A controller is in one hierarchy alone: where version 1 has it, version 2 limits nothing.
    if (version === 2 && all.some((other) => other.controllers.includes(controller))) return [];
    const evidence = `cgroup v${version} is not mounted where it can be read`;
    return [{ version, groups: [], hidden: { withOwn: true, evidence } }];
  });
}

/**
 * The same without what limits nothing: a controller is in one hierarchy alone, so where version 1 has it, groups of version 2
 * don't count.
 */
export function governingPaths(cgroups: Cgroups, controller: 'cpu' | 'memory'): CgroupPath[] {
  const paths = cgroupPaths(cgroups, controller);
  const hasV1 = paths.some(({ version }) => version === 1);
  return paths.filter(({ version }) => version === 1 || !hasV1);
}

/** How much of the path a mount shows: all of it is better than a part, and a long part better than a short one. */
function shownBy({ groups, hidden }: Pick<CgroupPath, 'groups' | 'hidden'>): number {
  return groups.length + (hidden === null ? MOST_GROUPS : 0);
}

function groupsBelow(
  { root, point }: Mount,
  path: string,
  { process }: Cgroups,
): Omit<CgroupPath, 'version'> {
  const hidden = (withOwn: boolean, evidence: string) => ({ withOwn, evidence });
  const whose = process === 'self' ? 'our' : 'its';
  const parts = partsBelow(root, path);
  const isAncestor = /^(\/\.\.)+$/.test(root);
  if (/^\/\.\.(\/|$)/.test(root) && parts === null) {
    // What is straight above our namespace is above us; what is beside it is not ours.
    return {
      groups: isAncestor && levelsAbove(path) < levelsAbove(root) ? [point] : [],
      hidden: hidden(true, `${point} was mounted outside our cgroup namespace`),
    };
  }
  if (parts === null)
    return {
      groups: [],
      hidden: hidden(true, `${whose} cgroup ${path} lies outside what ${point} shows`),
    };
  const depths = Array.from({ length: parts.length + 1 }, (_, index) => parts.length - index);
  return {
    groups: depths.map((depth) => join(point, ...parts.slice(0, depth))),
    hidden:
      root === '/' || isAncestor
        ? null
        : hidden(false, `/proc/self/mountinfo: ${point} shows ${root} and what is below it`),
  };
}

/** How many groups above our namespace’s root a path begins: `/../../a` begins two above (cgroup_namespaces(7)). */
function levelsAbove(path: string): number {
  return path.split('/').filter((name) => name === '..').length;
}

/** The names that lead from one group down to another, or null where it isn't below it. */
function partsBelow(root: string, path: string): string[] | null {
  const names = (text: string) => text.split('/').filter((name) => name !== '');
  const [above, own] = [names(root), names(path)];
  const rest = own.slice(above.length);
  return rest.includes('..') || above.some((name, depth) => own[depth] !== name) ? null : rest;
}

/** /proc/PID/cgroup: `hierarchy:controllers:path` a line; only the line of version 2 has no controllers. */
function readMemberships(text: string | null): Membership[] | null {
  if (text === null) return null;
  return linesOf(text).flatMap((line) => {
    const match = /^(\d+):([^:]*):(\/.*)$/.exec(line);
    if (match === null) return [];
    const [, id, list = '', path = ''] = match;
    const controllers = list.split(',').filter((name) => name !== '');
    // A named hierarchy (`name=systemd`) is version 1 as well, and version 2 is always number 0.
    return controllers.length === 0 && id !== '0' ? [] : [{ controllers, path }];
  });
}

/** Where only the cpuset's path is told, it counts in whichever version has that controller. */
function cpusetAlone({ cpusetPath: path, mounts }: Cgroups): Membership[] {
  if (path === null) return [];
  const hasV1 = mounts.some(({ controllers }) => controllers.includes('cpuset'));
  const hasV2 = mounts.some(({ version }) => version === 2);
  return [
    ...(hasV1 ? [{ controllers: ['cpuset'], path }] : []),
    ...(hasV2 ? [{ controllers: [], path }] : []),
  ];
}
