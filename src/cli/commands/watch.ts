import { ConcurError } from '../../base/errors.ts';
import { readMachineAndWarnings } from '../../machine/read-machine.ts';
import { Sysroot } from '../../machine/sysroot.ts';
import type { Machine } from '../../model/machine.ts';
import type { WatchReport } from '../../model/watch.ts';
import { documentHead } from '../documents.ts';
import type { Output } from '../output.ts';
import { exitAfter, Interruption } from '../signals.ts';
import { checkTargets } from '../targets.ts';
import type { TypedOptions } from '../typed-options.ts';
import { deliverWatch, WATCH_FORMATS } from '../watch/deliver.ts';
import { INTERVAL_MS } from '../watch/look.ts';
import { watchBody, watchWarnings } from '../watch/report.ts';
import { readWatchTarget } from '../watch/target.ts';
import { verdictExit } from '../watch/verdict-exit.ts';
import { watchCommand } from '../watch/watch-command.ts';
import { watchProcess } from '../watch/watch-process.ts';

/** `concur watch`: where any program’s threads run, and what holds them up. @returns the exit code */
export async function watch(
  words: readonly string[],
  hasDashes: boolean,
  options: TypedOptions,
  output: Output,
): Promise<number> {
  const startedAt = new Date();
  const onStdout = checkTargets(options, WATCH_FORMATS);
  const target = readWatchTarget(words, hasDashes, options, process.env.PATH ?? '');
  const { machine, warnings } = await readMachineAndWarnings(new Sysroot(), process.env.PATH);
  checkKernel(machine);
  const interruption = new Interruption();
  const place = { machine, options, output };
  const watched =
    target.kind === 'command'
      ? await watchCommand(target, place)
      : await watchProcess(target.pid, place, interruption.listen());
  const { pid, seen, end } = watched;
  const command = target.kind === 'command' ? target.words : null;
  const intervalMs = options.interval ?? INTERVAL_MS;
  const body = watchBody({ command, pid, intervalMs }, end, seen, machine);
  const exit = options.exitVerdict === true ? verdictExit(body, watched.exit) : watched.exit;
  const head = documentHead('concur/watch@1', {
    startedAt,
    machine,
    options: { ...options },
    warnings: [...warnings, ...watchWarnings(body, seen)],
    exit,
  });
  const report: WatchReport = { ...head, ...body };
  await deliverWatch(report, options, output, onStdout);
  const signal = interruption.by();
  return signal === null ? exit.code : exitAfter(signal);
}

function checkKernel({ platform, hasSchedstat }: Machine): void {
  if (platform === 'linux' && hasSchedstat) return;
  const why =
    platform === 'linux'
      ? 'the kernel’s schedstat can’t be read'
      : `that is Linux’s to tell, and this is ${platform}`;
  throw new ConcurError('CAPABILITY_MISSING', `watch needs to know how long threads run: ${why}`);
}
