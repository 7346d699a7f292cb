import { platform } from 'node:os';
import { ConcurError, usageError } from '../../../base/errors/errors.ts';
import { hasEnded, startedAt } from '../../../machine/process/process-state.ts';
import { readRunningProcess } from '../../../machine/process/read-process.ts';
import { Sysroot } from '../../../machine/sysroot.ts';
import { type CoresFacts, type Reader, readCores } from '../../../machine/topology/read-cores.ts';
import type { RunningProcess } from '../../../model/machine/running-process.ts';
import { checkRunning } from '../../setting/running-process.ts';

/** Another process, and what limits it. */
export interface OtherProcess {
  readonly facts: CoresFacts;
  readonly other: RunningProcess;
}

/** Reads a process from outside: all of it of the same one. @throws ConcurError (USAGE, CAPABILITY_MISSING) */
export async function readOther(pid: number, sysroot: Sysroot, reader: Reader): Promise<OtherProcess> {
  if (!sysroot.isCaptured && platform() !== 'linux')
    throw new ConcurError('CAPABILITY_MISSING', `-p reads /proc, which Linux has, and this is ${platform()}`);
  checkRunning(pid, sysroot, (owner) => `Try concur cores -p ${owner}.`);
  // A snapshot would see for ever what it saw first.
  const now = new Sysroot(sysroot.root);
  const before = startedAt(pid, now);
  const facts = await readCores(sysroot, { ...reader, process: pid });
  const other = readRunningProcess(sysroot, pid);
  // A file that is missing would otherwise pass for a limit that is missing.
  if (startedAt(pid, now) !== before || hasEnded(pid, now))
    throw usageError(`process ${pid} ended while it was read`);
  return { facts, other };
}
