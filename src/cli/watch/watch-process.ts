import { usageError } from '../../base/errors.ts';
import { Sysroot } from '../../machine/sysroot.ts';
import { EXIT } from '../exit-codes.ts';
import type { Interruption } from '../signals.ts';
import { startGuard } from './guard.ts';
import { forExit, look, type Place, type Watched } from './look.ts';
import { chooseWatchView } from './view.ts';

/** A process that is already there: it is left alone. */
export async function watchProcess(
  pid: number,
  { machine, options, output }: Place,
  interruption: Interruption,
): Promise<Watched> {
  if (new Sysroot().read(`/proc/${pid}/stat`) === null) {
    throw usageError(`there is no process ${pid}`, 'pgrep -a NAME finds one.');
  }
  const guard = startGuard(machine.tools.sh);
  const view = await chooseWatchView(options, output, guard);
  const timers = [
    interruption.stopAfter(options.timeout),
    stopQuietly(options.for, () => interruption.stop(forExit(options.for))),
  ];
  const seen = await look({ pid, isOurs: false }, view, interruption.signal, { machine, options });
  for (const cancel of timers) cancel();
  view.close();
  guard?.close();
  const exit = interruption.exit ?? { code: EXIT.ok, reason: `process ${pid} has ended` };
  return { pid, seen, end: null, exit };
}

function stopQuietly(ms: number | undefined, stop: () => void): () => void {
  const timer = ms === undefined ? undefined : setTimeout(stop, ms);
  return () => clearTimeout(timer);
}
