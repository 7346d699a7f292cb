import type { Sysroot } from '../sysroot.ts';
import { statFields } from './proc-text.ts';

/** /proc/PID/stat counts in units of USER_HZ, which is 100 on every architecture that Node supports (proc_pid_stat(5)). */
const NS_PER_TICK = 1e7;

/** CPU times (ns) that the kernel has charged to a process so far. */
interface ProcessTimes {
  /** All of its threads, those that have ended too (fields 14 and 15 of stat). */
  readonly ownNs: number;
  /** All children that it has waited for (fields 16 and 17). */
  readonly childrenNs: number;
}

/** Null once it is gone. */
export function processTimes(sysroot: Sysroot, pid: number): ProcessTimes | null {
  return timesIn(sysroot.read(`/proc/${pid}/stat`));
}

/** Both together. */
export function processTimeNs(sysroot: Sysroot, pid: number): number | null {
  const times = processTimes(sysroot, pid);
  return times === null ? null : times.ownNs + times.childrenNs;
}

/** The CPU time (ns) of those children of ours that have ended, and of all that they had waited for. */
export function endedChildrenTimeNs(sysroot: Sysroot): number | null {
  return timesIn(sysroot.read('/proc/self/stat'))?.childrenNs ?? null;
}

function timesIn(stat: string | null): ProcessTimes | null {
  const [user, system, childrenUser, childrenSystem] = statFields(stat ?? '', [14, 15, 16, 17]);
  if (user == null || system == null || childrenUser == null || childrenSystem == null) return null;
  return { ownNs: (user + system) * NS_PER_TICK, childrenNs: (childrenUser + childrenSystem) * NS_PER_TICK };
}
