import { MonotonicClock } from '../../base/clock.ts';
import { ConcurError, messageOf } from '../../base/errors.ts';
import { formatNs } from '../../base/units.ts';
import { readMachineAndWarnings } from '../../machine/read-machine.ts';
import { Sysroot } from '../../machine/sysroot.ts';
import type { Machine } from '../../model/machine.ts';
import type { Exit } from '../../model/report.ts';
import type { CommandEnd, WatchReport } from '../../model/watch.ts';
import type { WatchView } from '../../report/live/watch/views.ts';
import { type RunningCommand, startCommand } from '../../run/watch/command.ts';
import type { Follower } from '../../run/watch/follower.ts';
import { RecentShares } from '../../run/watch/recent.ts';
import { type SeenProgram, type Target, watchProgram } from '../../run/watch/watch-program.ts';
import { documentHead } from '../documents.ts';
import { EXIT } from '../exit-codes.ts';
import type { Output } from '../output.ts';
import { exitAfter, Interruption } from '../signals.ts';
import { checkTargets } from '../targets.ts';
import type { TypedOptions } from '../typed-options.ts';
import { deliverWatch, WATCH_FORMATS } from '../watch/deliver.ts';
import { startGuard } from '../watch/guard.ts';
import { exitCodeOf, passSignals, pauseOnStop } from '../watch/pass-signals.ts';
import { watchBody, watchWarnings } from '../watch/report.ts';
import { readWatchTarget, type WatchTarget } from '../watch/target.ts';
import { verdictExit } from '../watch/verdict-exit.ts';
import { chooseWatchView } from '../watch/view.ts';

/** 20 looks a second. */
const INTERVAL_MS = 50;
/** How long a command may take to end once it is asked to. */
const PATIENCE_MS = 2_000;

/** What came of a watch. */
interface Watched {
  readonly pid: number;
  readonly seen: SeenProgram;
  readonly end: CommandEnd | null;
  readonly exit: Exit;
}

/** Where a watch takes place. */
interface Place {
  readonly machine: Machine;
  readonly options: TypedOptions;
  readonly output: Output;
}

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
  const exit = options.exitVerdict === true ? verdictExit(body.kind, watched.exit) : watched.exit;
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
      ? 'this kernel keeps no schedstat'
      : `that is Linux’s to tell, and this is ${platform}`;
  throw new ConcurError('CAPABILITY_MISSING', `watch needs to know how long threads run: ${why}`);
}

/** A command of the user’s, from its start to its end. */
async function watchCommand(
  { words, program }: WatchTarget & { kind: 'command' },
  { machine, options, output }: Place,
): Promise<Watched> {
  const guard = startGuard(machine.tools.sh);
  const view = await chooseWatchView(options, output, guard);
  const command = await start(program, words, machine);
  const stop = new AbortController();
  const ended = command.ended.then((end) => {
    stop.abort();
    return end;
  });
  let exit: Exit | null = null;
  let pids: readonly number[] = [command.pid];
  const killAll = () => pids.forEach(killQuietly);
  passSignals(command, guard, () => killAll());
  const endAfter = (ms: number | undefined, how: Exit) => {
    if (ms === undefined) return undefined;
    return setTimeout(() => {
      exit ??= how;
      stop.abort();
    }, ms);
  };
  const timers = [
    endAfter(options.for, forExit(options.for)),
    endAfter(options.timeout, timeoutExit(options)),
  ];
  const seen = await look(
    { pid: command.pid, isOurs: true },
    view,
    stop.signal,
    { machine, options },
    (follower) => {
      pids = follower.pids();
    },
  );
  for (const timer of timers) clearTimeout(timer);
  view.close();
  if (exit !== null) await endCommand(command, killAll);
  const end = await ended;
  guard?.close();
  return { pid: command.pid, seen, end, exit: exit ?? commandExit(end) };
}

/** A process that is already there: it is left alone. */
async function watchProcess(
  pid: number,
  { machine, options, output }: Place,
  interruption: Interruption,
): Promise<Watched> {
  if (new Sysroot().read(`/proc/${pid}/stat`) === null) {
    throw new ConcurError('USAGE', `there is no process ${pid}`, { hint: 'pgrep -a NAME finds one.' });
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

function look(
  target: Target,
  view: WatchView,
  signal: AbortSignal,
  { machine, options }: Pick<Place, 'machine' | 'options'>,
  onLook: (follower: Follower) => void = () => {},
): Promise<SeenProgram> {
  const recent = new RecentShares();
  pauseOnStop(() => view.pause());
  return watchProgram({
    target,
    intervalMs: options.interval ?? INTERVAL_MS,
    sysroot: new Sysroot(),
    clock: new MonotonicClock(),
    cpus: machine.allowedCpus,
    signal,
    onLook(follower, atNs) {
      onLook(follower);
      view.look(() => recent.of(follower.living()), atNs / 1e6);
    },
  });
}

async function start(program: string, words: readonly string[], { tools }: Machine): Promise<RunningCommand> {
  try {
    return await startCommand(program, words.slice(1), tools);
  } catch (error) {
    throw new ConcurError('USAGE', `${words[0]} can’t be started: ${messageOf(error)}`);
  }
}

/** Asks a command to end, and ends it and all that it started where it doesn’t. */
async function endCommand(command: RunningCommand, killAll: () => void): Promise<void> {
  command.send('SIGTERM');
  const timer = setTimeout(killAll, PATIENCE_MS);
  await command.ended;
  clearTimeout(timer);
}

function killQuietly(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It was quicker.
  }
}

function stopQuietly(ms: number | undefined, stop: () => void): () => void {
  const timer = ms === undefined ? undefined : setTimeout(stop, ms);
  return () => clearTimeout(timer);
}

function forExit(ms: number | undefined): Exit {
  return { code: EXIT.ok, reason: `--for: ${formatNs((ms ?? 0) * 1e6)} were over` };
}

function timeoutExit({ timeout }: TypedOptions): Exit {
  return { code: EXIT.timedOut, reason: `--timeout: ${formatNs((timeout ?? 0) * 1e6)} were over` };
}

function commandExit(end: CommandEnd): Exit {
  const how = end.signal === null ? `ended with ${end.code}` : `was ended by ${end.signal}`;
  return { code: exitCodeOf(end), reason: `the command ${how}` };
}
