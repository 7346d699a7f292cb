import type { Sysroot } from '../machine/sysroot.ts';
import type { KernelThread } from '../model/evidence.ts';

/** Every kernel thread of a process with its name, by thread ID; empty where /proc isn't there. */
export function listThreads(sysroot: Sysroot, pid: number): KernelThread[] {
  const tids = (sysroot.list(`/proc/${pid}/task`) ?? []).map(Number).sort((a, b) => a - b);
  return tids.flatMap((tid) => {
    const comm = sysroot.read(`/proc/${pid}/task/${tid}/comm`);
    return comm === null ? [] : [{ tid, comm: comm.trimEnd() }];
  });
}
