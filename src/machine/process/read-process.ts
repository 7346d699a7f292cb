import type { RunningProcess } from '../../model/machine/running-process.ts';
import { argumentsIn, lineAfter, nameIn, numberAfter, plainNameIn } from '../proc/proc-text.ts';
import type { Sysroot } from '../sysroot.ts';
import { readNamespaces } from './namespaces.ts';
import { numaPolicyOf } from './numa-policy.ts';
import { Unread } from './read-or-why.ts';
import { toldIn } from './told.ts';

/** What /proc says of a process beside its limits. Of its environment only what sets CPUs is kept. */
export function readRunningProcess(sysroot: Sysroot, pid: number): RunningProcess {
  const unread = new Unread(sysroot);
  const folder = `/proc/${pid}`;
  const status = unread.read(`${folder}/status`) ?? '';
  const comm = sysroot.read(`${folder}/comm`);
  const command = argumentsIn(unread.read(`${folder}/cmdline`));
  return {
    pid,
    name: comm === null ? (plainNameIn(status) ?? '') : nameIn(comm),
    command,
    threads: numberAfter(status, '\nThreads:'),
    namespaces: readNamespaces(sysroot, pid, unread),
    numaPolicy: numaPolicyOf(unread.read(`${folder}/numa_maps`)),
    allowedNodes: lineAfter(status, '\nMems_allowed_list:'),
    told: toldIn(pid, command, unread.read(`${folder}/environ`)),
    unread: unread.list,
  };
}
