import { linesOf } from '../proc/proc-text.ts';
import type { Sysroot } from '../sysroot.ts';

/** Where a hierarchy of cgroups, or a part of it, can be read. */
export interface Mount {
  /** The group that is mounted, relative to our cgroup namespace: `/..` lies above it. */
  readonly root: string;
  readonly point: string;
  /** Version 1 only. */
  readonly controllers: readonly string[];
  readonly version: 1 | 2;
}

/** From mountinfo (proc_pid_mountinfo(5)), or from the older list of mounts, which doesn't tell their roots. */
export function readMounts(sysroot: Sysroot): Mount[] {
  const mounts = readMountinfo(sysroot, 'self');
  if (mounts !== null) return mounts;
  return linesOf(sysroot.read('/proc/self/mounts') ?? sysroot.read('/proc/mounts')).flatMap((line) => {
    const [, point = '', type = '', options = ''] = line.split(' ');
    return mountOf(type, '/', unescapePath(point), options);
  });
}

/** The cgroups that are mounted where a process lives; null where that can’t be read. */
export function readMountinfo(sysroot: Sysroot, process: number | 'self'): Mount[] | null {
  const mountinfo = sysroot.read(`/proc/${process}/mountinfo`);
  if (mountinfo === null) return null;
  return linesOf(mountinfo).flatMap((line) => {
    const [before = '', after = ''] = line.split(' - ');
    const [, , , root = '', point = ''] = before.split(' ');
    const [type = '', , options = ''] = after.split(' ');
    return mountOf(type, unescapePath(root), unescapePath(point), options);
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
