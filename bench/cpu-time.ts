import { readdirSync, readFileSync } from 'node:fs';

/** The CPU time of all threads that a process has now, in ns. */
export function runNsOf(pid: number): number {
  return readdirSync(`/proc/${pid}/task`)
    .map((tid) => Number(readFileSync(`/proc/${pid}/task/${tid}/schedstat`, 'latin1').split(' ')[0]))
    .reduce((sum, ns) => sum + ns, 0);
}

/** The same of a process and all that it has started, and they. */
export function treeRunNsOf(pid: number): number {
  return childrenOf(pid).reduce((sum, child) => sum + treeRunNsOf(child), runNsOf(pid));
}

function childrenOf(pid: number): number[] {
  return readdirSync(`/proc/${pid}/task`)
    .flatMap((tid) => readFileSync(`/proc/${pid}/task/${tid}/children`, 'latin1').split(' '))
    .filter((word) => word !== '')
    .map(Number);
}
