import { join } from 'node:path';
import type { Sysroot } from '../sysroot.ts';

/** The groups of one cgroup hierarchy that govern this process, as folders. */
export interface CgroupPath {
  readonly version: 1 | 2;
  /** From our own group up to the topmost that can be seen. */
  readonly groups: readonly string[];
  /** Why our own group, or those above it, can't be seen; null where the whole path can. */
  readonly hidden: string | null;
}

interface Membership {
  /** Empty for version 2. */
  readonly controllers: readonly string[];
  readonly path: string;
}

interface Mount {
  /** The group that is mounted, relative to our cgroup namespace: `/..` lies above it. */
  readonly root: string;
  readonly point: string;
  /** Version 1 only. */
  readonly controllers: readonly string[];
  readonly version: 1 | 2;
}

/**
 * Where this process stands in the hierarchies that have this controller: version 1's own and version 2's, or both
 * (cgroups(7)). Empty where the kernel has neither.
 */
export function cgroupPaths(sysroot: Sysroot, controller: 'cpu' | 'cpuset'): CgroupPath[] {
  const mounts = readMounts(sysroot);
  const memberships = [...readMemberships(sysroot), ...(controller === 'cpuset' ? cpusetAlone(sysroot) : [])];
  return memberships.flatMap(({ controllers, path }): CgroupPath[] => {
    const version = controllers.length === 0 ? 2 : 1;
    if (version === 1 && !controllers.includes(controller)) return [];
    const candidates = mounts.filter(
      (mount) => mount.version === version && (version === 2 || mount.controllers.includes(controller)),
    );
    const paths = candidates.map((mount) => ({ version, ...groupsBelow(mount, path) }) as const);
    return [
      paths.find(({ hidden }) => hidden === null) ??
        paths[0] ?? { version, groups: [], hidden: `cgroup v${version} is not mounted where it can be read` },
    ];
  });
}

function groupsBelow({ root, point }: Mount, path: string): Omit<CgroupPath, 'version'> {
  if (root.startsWith('/..')) {
    return { groups: [point], hidden: `${point} was mounted outside our cgroup namespace` };
  }
  const parts = partsBelow(root, path);
  if (parts === null) return { groups: [], hidden: `our cgroup ${path} lies outside what ${point} shows` };
  const depths = Array.from({ length: parts.length + 1 }, (_, index) => parts.length - index);
  return { groups: depths.map((depth) => join(point, ...parts.slice(0, depth))), hidden: null };
}

/** The names that lead from one group down to another, or null where it isn't below it. */
function partsBelow(root: string, path: string): string[] | null {
  const names = (text: string) => text.split('/').filter((name) => name !== '');
  const [above, own] = [names(root), names(path)];
  if (own.includes('..') || above.some((name, depth) => own[depth] !== name)) return null;
  return own.slice(above.length);
}

/** /proc/self/cgroup: `hierarchy:controllers:path` a line; only the line of version 2 has no controllers. */
function readMemberships(sysroot: Sysroot): Membership[] {
  return linesOf(sysroot.read('/proc/self/cgroup')).flatMap((line) => {
    const match = /^(\d+):([^:]*):(\/.*)$/.exec(line);
    if (match === null) return [];
    const [, id, list = '', path = ''] = match;
    const controllers = list.split(',').filter((name) => name !== '');
    // A named hierarchy (`name=systemd`) is version 1 as well, and version 2 is always number 0.
    return controllers.length === 0 && id !== '0' ? [] : [{ controllers, path }];
  });
}

/** Where only /proc/self/cpuset tells of our group (cpuset(7)), whichever version has that controller. */
function cpusetAlone(sysroot: Sysroot): Membership[] {
  const path = sysroot.read('/proc/self/cpuset')?.trim() ?? '';
  if (!path.startsWith('/') || sysroot.has('/proc/self/cgroup')) return [];
  const versions = new Set(
    readMounts(sysroot).map(({ version, controllers }) => (controllers.includes('cpuset') ? 1 : version)),
  );
  return [
    ...(versions.has(1) ? [{ controllers: ['cpuset'], path }] : []),
    ...(versions.has(2) ? [{ controllers: [], path }] : []),
  ];
}

/** From mountinfo (proc_pid_mountinfo(5)), or from the older list of mounts, which doesn't tell their roots. */
function readMounts(sysroot: Sysroot): Mount[] {
  const mountinfo = sysroot.read('/proc/self/mountinfo');
  if (mountinfo !== null) {
    return linesOf(mountinfo).flatMap((line) => {
      const [before = '', after = ''] = line.split(' - ');
      const [, , , root = '', point = ''] = before.split(' ');
      const [type = '', , options = ''] = after.split(' ');
      return mountOf(type, unescapePath(root), unescapePath(point), options);
    });
  }
  return linesOf(sysroot.read('/proc/self/mounts') ?? sysroot.read('/proc/mounts')).flatMap((line) => {
    const [, point = '', type = '', options = ''] = line.split(' ');
    return mountOf(type, '/', unescapePath(point), options);
  });
}

function mountOf(type: string, root: string, point: string, options: string): Mount[] {
  if (type === 'cgroup2') return [{ root, point, controllers: [], version: 2 }];
  if (type === 'cgroup') return [{ root, point, controllers: options.split(','), version: 1 }];
  // The cpuset file system is older than cgroups, and mounts as one of them.
  return type === 'cpuset' ? [{ root, point, controllers: ['cpuset'], version: 1 }] : [];
}

/** Blanks in paths are written as octal escapes. */
function unescapePath(path: string): string {
  return path.replace(/\\([0-7]{3})/g, (_, octal) => String.fromCharCode(Number.parseInt(octal, 8)));
}

function linesOf(text: string | null): string[] {
  return (text ?? '').split('\n').filter((line) => line !== '');
}
