import { statField } from '../../../machine/proc/proc-text.ts';
import type { Sysroot } from '../../../machine/sysroot.ts';

/** The session, in /proc/PID/stat (proc_pid_stat(5)). */
const SESSION = 6;

/**
 * The processes with a mark in their environment, whoever their parents are. Those with a session of their own are left out:
 * they are daemons, and mean to outlive whoever started them.
 */
export function markedWith(mark: string, sysroot: Sysroot): number[] {
  const sessionOf = (pid: number | 'self') => statField(sysroot.read(`/proc/${pid}/stat`) ?? '', SESSION);
  const own = sessionOf('self');
  const pids = (sysroot.list('/proc') ?? []).map(Number).filter(Number.isInteger);
  return pids.filter((pid) => hasMark(mark, pid, sysroot) && sessionOf(pid) === own);
}

/** Whether a process has a mark in its environment; not where that may not be read. */
export function hasMark(mark: string, pid: number, sysroot: Sysroot): boolean {
  return sysroot.read(`/proc/${pid}/environ`)?.includes(mark) === true;
}
