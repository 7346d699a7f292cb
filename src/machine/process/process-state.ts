import { numberAfter, statField, statState } from '../proc/proc-text.ts';
import type { Sysroot } from '../sysroot.ts';

/** What an ID stands for, before anything is made of it. */
export type ProcessState =
  | { readonly state: 'running' }
  | { readonly state: 'missing' }
  /** It is there, and its files may not be read: /proc may hide them (proc(5), hidepid). */
  | { readonly state: 'unreadable' }
  | { readonly state: 'thread'; readonly owner: number }
  | { readonly state: 'kernel-thread' }
  /** All that is left of it is what its parent has still to be told (state Z). */
  | { readonly state: 'zombie' };

/** PF_KTHREAD (include/linux/sched.h), in the flags of stat (field 9). */
const KERNEL_THREAD = 0x0020_0000;

/** /proc has the IDs of threads, too, though it doesn’t list them (proc_pid_status(5), Tgid). */
export function processState(pid: number, sysroot: Sysroot): ProcessState {
  const status = sysroot.read(`/proc/${pid}/status`);
  const stat = sysroot.read(`/proc/${pid}/stat`);
  if (stat === null && (status === null || !sysroot.isCaptured))
    return { state: sysroot.has(`/proc/${pid}`) ? 'unreadable' : 'missing' };
  const owner = numberAfter(status ?? '', '\nTgid:') ?? pid;
  if (owner !== pid) return { state: 'thread', owner };
  const flags = statField(stat ?? '', 9);
  if (flags !== null && (flags & KERNEL_THREAD) !== 0) return { state: 'kernel-thread' };
  return { state: hasEnded(pid, sysroot) ? 'zombie' : 'running' };
}

/** Whether it is a zombie: there is nothing more to see. One whose other threads go on is none. */
export function hasEnded(pid: number, sysroot: Sysroot): boolean {
  const stat = sysroot.read(`/proc/${pid}/stat`);
  return stat !== null && statState(stat) === 'Z' && (sysroot.list(`/proc/${pid}/task`)?.length ?? 1) === 1;
}

/** When it was started (field 22 of stat), which tells it from a later one of the same PID; null where it can’t be read. */
export function startedAt(pid: number, sysroot: Sysroot): number | null {
  const stat = sysroot.read(`/proc/${pid}/stat`);
  return stat === null ? null : statField(stat, 22);
}
