import { readdirSync, readFileSync } from 'node:fs';
import { processTimeNs } from '../src/machine/proc/program-times.ts';
import { descendants } from '../src/machine/proc/threads.ts';
import { Sysroot } from '../src/machine/sysroot.ts';

/** The CPU time of all threads that a process has now, in ns. */
export function runNsOf(pid: number): number {
  return readdirSync(`/proc/${pid}/task`)
    .map((tid) => Number(readFileSync(`/proc/${pid}/task/${tid}/schedstat`, 'latin1').split(' ')[0]))
    .reduce((sum, ns) => sum + ns, 0);
}

/** The same of a process and all that it has started, and they. */
export function treeRunNsOf(pid: number): number {
  return [pid, ...descendants(new Sysroot(), pid)].reduce((sum, each) => sum + runNsOf(each), 0);
}

/** The CPU time (ns) so far of this process, of all that it has started, and they: of what has ended as well, once it was waited for. */
export function ownTreeNs(sysroot: Sysroot): number {
  return [process.pid, ...descendants(sysroot, process.pid)].reduce(
    (sum, pid) => sum + (processTimeNs(sysroot, pid) ?? 0),
    0,
  );
}
