import type { Sysroot } from '../sysroot.ts';
import { statField } from './proc-text.ts';

/** /proc/PID/stat counts in units of USER_HZ, which is 100 on every architecture that Node supports (proc_pid_stat(5)). */
const NS_PER_TICK = 1e7;

/**
 * The CPU time (ns) that the kernel has charged to a process so far: all of its threads, those that have ended too, and
 * all children that it has waited for (fields 14 to 17 of stat). Null once it is gone.
 */
export function processTimeNs(sysroot: Sysroot, pid: number): number | null {
  return sumOfFields(sysroot.read(`/proc/${pid}/stat`), [14, 15, 16, 17]);
}

/** The same apart: of its own threads, and of the children that it has waited for. Null once it is gone. */
export function processTimes(
  sysroot: Sysroot,
  pid: number,
): { readonly ownNs: number; readonly childrenNs: number } | null {
  const stat = sysroot.read(`/proc/${pid}/stat`);
  const [ownNs, childrenNs] = [sumOfFields(stat, [14, 15]), sumOfFields(stat, [16, 17])];
  return ownNs === null || childrenNs === null ? null : { ownNs, childrenNs };
}

/** The CPU time (ns) of those children of ours that have ended, and of all that they had waited for. */
export function endedChildrenTimeNs(sysroot: Sysroot): number | null {
  return sumOfFields(sysroot.read('/proc/self/stat'), [16, 17]);
}

function sumOfFields(stat: string | null, fields: readonly number[]): number | null {
  if (stat === null) return null;
  let ticks = 0;
  for (const field of fields) {
    const value = statField(stat, field);
    if (value === null) return null;
    ticks += value;
  }
  return ticks * NS_PER_TICK;
}
