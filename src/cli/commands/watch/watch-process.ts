import { usageError } from '../../../base/errors/errors.ts';
import { numberAfter, statField, statState } from '../../../machine/proc/proc-text.ts';
import { Sysroot } from '../../../machine/sysroot.ts';
import type { Follower } from '../../../run/watch/follow/follower.ts';
import type { Asked } from '../../program/command.ts';
import type { Stage } from '../../program/stage.ts';
import { goneExit } from './exit.ts';
import { startGuard } from './guard.ts';
import { chooseWatchView, endAfter, sampleProgram, type Watched } from './sample.ts';

const SAMPLES_PER_CHECK = 10;

/** A process that is already there: it is left alone. */
export async function watchProcess(pid: number, asked: Asked, stage: Stage): Promise<Watched> {
  const sysroot = new Sysroot();
  if (sysroot.read(`/proc/${pid}/stat`) === null)
    throw usageError(`there is no process ${pid}`, 'Find it with pgrep -a NAME.');
  const owner = processOf(pid, sysroot);
  if (owner !== pid)
    throw usageError(
      `${pid} is a thread of process ${owner}`,
      `Try concur watch -p ${owner}: it lists this thread, too.`,
    );
  if (pid === process.pid)
    throw usageError(`${pid} is concur itself`, 'Find another process with pgrep -a NAME.');
  if (isKernelThread(pid, sysroot))
    throw usageError(
      `${pid} is a thread of the kernel: it runs no program`,
      'Find a process with pgrep -a NAME.',
    );
  if (hasEnded(pid, sysroot))
    throw usageError(`process ${pid} has already ended (a zombie: its parent has not waited for it)`);
  const guard = startGuard(asked.machine.tools.sh);
  const view = await chooseWatchView(asked.options, stage, guard);
  const cancel = endAfter(asked.options.for, stage);
  const onSample = ({ samples }: Follower) => {
    if (samples % SAMPLES_PER_CHECK === 0 && hasEnded(pid, sysroot)) stage.end(goneExit(pid));
  };
  const seen = await sampleProgram({ pid, isChild: false, mark: null }, view, stage.signal, asked, onSample);
  cancel();
  view.close();
  guard?.close();
  return { pid, seen, end: null };
}

/** Whether all that is left of it is what its parent has still to be told (state Z): there is nothing more to see. */
function hasEnded(pid: number, sysroot: Sysroot): boolean {
  const stat = sysroot.read(`/proc/${pid}/stat`);
  return stat !== null && statState(stat) === 'Z' && sysroot.list(`/proc/${pid}/task`)?.length === 1;
}

/** PF_KTHREAD (include/linux/sched.h), in the flags of stat (field 9). */
const KERNEL_THREAD = 0x0020_0000;

function isKernelThread(pid: number, sysroot: Sysroot): boolean {
  const flags = statField(sysroot.read(`/proc/${pid}/stat`) ?? '', 9);
  return flags !== null && (flags & KERNEL_THREAD) !== 0;
}

/** The process that an ID belongs to: /proc has those of threads, too, though it doesn’t list them (proc_pid_status(5), Tgid). */
function processOf(id: number, sysroot: Sysroot): number {
  return numberAfter(sysroot.read(`/proc/${id}/status`) ?? '', '\nTgid:') ?? id;
}
