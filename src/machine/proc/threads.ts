import type { Sysroot } from '../sysroot.ts';
import { nameIn } from './proc-text.ts';

// The one lister of a process’ threads, and the one of a thread’s children.

/** The kernel thread IDs of a process, ascending; null where they can’t be listed. @param pid or `self` */
export function threadIds(sysroot: Sysroot, pid: number | 'self'): number[] | null {
  return (
    sysroot
      .list(`/proc/${pid}/task`)
      ?.map(Number)
      .sort((a, b) => a - b) ?? null
  );
}

/** A thread’s name, whatever is in it; null where it can’t be read. */
export function threadName(sysroot: Sysroot, pid: number | 'self', tid: number): string | null {
  const text = sysroot.read(`/proc/${pid}/task/${tid}/comm`);
  return text === null ? null : nameIn(text);
}

/** PIDs of the processes that a thread has started (proc_pid_task(5), children). */
export function parseChildren(text: string): number[] {
  const pids = text.trim();
  return pids === '' ? [] : pids.split(' ').map(Number);
}

/** The processes that any of a process’ threads has started. */
export function childrenOf(sysroot: Sysroot, pid: number): number[] {
  return (threadIds(sysroot, pid) ?? []).flatMap((tid) =>
    parseChildren(sysroot.read(`/proc/${pid}/task/${tid}/children`) ?? ''),
  );
}

/** The children of a process, their children, and so on. */
export function descendants(sysroot: Sysroot, root: number): number[] {
  const found: number[] = [];
  const open = [root];
  for (let pid = open.pop(); pid !== undefined; pid = open.pop()) {
    const children = childrenOf(sysroot, pid);
    found.push(...children);
    open.push(...children);
  }
  return found;
}
