import { usageError } from '../../base/errors.ts';
import { statState } from '../../machine/proc-text.ts';
import { Sysroot } from '../../machine/sysroot.ts';
import type { Exit } from '../../model/report.ts';
import type { Follower } from '../../run/watch/follower.ts';
import { EXIT } from '../exit-codes.ts';
import type { Interruption } from '../signals.ts';
import { startGuard } from './guard.ts';
import { forExit, look, type Place, type Watched } from './look.ts';
import { chooseWatchView } from './view.ts';

const LOOKS_PER_CHECK = 10;

/** A process that is already there: it is left alone. */
export async function watchProcess(
  pid: number,
  { machine, options, output }: Place,
  interruption: Interruption,
): Promise<Watched> {
  const sysroot = new Sysroot();
  if (sysroot.read(`/proc/${pid}/stat`) === null)
    throw usageError(`there is no process ${pid}`, 'pgrep -a NAME finds one.');
  if (hasEnded(pid, sysroot))
    throw usageError(`process ${pid} has ended already: its parent has only not noticed yet`);
  const guard = startGuard(machine.tools.sh);
  const view = await chooseWatchView(options, output, guard);
  const timers = [
    interruption.stopAfter(options.timeout),
    stopQuietly(options.for, () => interruption.stop(forExit(options.for))),
  ];
  const exit: Exit = { code: EXIT.ok, reason: `process ${pid} has ended` };
  const onLook = ({ looks }: Follower) => {
    if (looks % LOOKS_PER_CHECK === 0 && hasEnded(pid, sysroot)) interruption.stop(exit);
  };
  const seen = await look({ pid, isOurs: false }, view, interruption.signal, { machine, options }, onLook);
  for (const cancel of timers) cancel();
  view.close();
  guard?.close();
  return { pid, seen, end: null, exit: interruption.exit ?? exit };
}

/** Whether all that is left of it is what its parent has still to be told (state Z): there is nothing more to see. */
function hasEnded(pid: number, sysroot: Sysroot): boolean {
  const stat = sysroot.read(`/proc/${pid}/stat`);
  return stat !== null && statState(stat) === 'Z' && sysroot.list(`/proc/${pid}/task`)?.length === 1;
}

function stopQuietly(ms: number | undefined, stop: () => void): () => void {
  const timer = ms === undefined ? undefined : setTimeout(stop, ms);
  return () => clearTimeout(timer);
}
