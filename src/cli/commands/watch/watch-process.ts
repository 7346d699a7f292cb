import { usageError } from '../../../base/errors/errors.ts';
import { hasEnded } from '../../../machine/process/process-state.ts';
import { Sysroot } from '../../../machine/sysroot.ts';
import type { Follower } from '../../../run/watch/follow/follower.ts';
import type { Asked } from '../../program/command.ts';
import type { Stage } from '../../program/stage.ts';
import { checkRunning } from '../../setting/running-process.ts';
import { goneExit } from './exit.ts';
import { startGuard } from './guard.ts';
import { chooseWatchView, endAfter, sampleProgram, type Watched } from './sample.ts';

const SAMPLES_PER_CHECK = 10;

/** A process that is already there: it is left alone. */
export async function watchProcess(pid: number, asked: Asked, stage: Stage): Promise<Watched> {
  const sysroot = new Sysroot();
  checkRunning(pid, sysroot, (owner) => `Try concur watch -p ${owner}: it lists this thread, too.`);
  if (pid === process.pid)
    throw usageError(`${pid} is concur itself`, 'Find another process with pgrep -a NAME.');
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
