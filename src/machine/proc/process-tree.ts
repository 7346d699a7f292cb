import type { Sysroot } from '../sysroot.ts';
import { childrenOf } from './threads.ts';

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
