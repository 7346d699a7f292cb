import { setTimeout as delay } from 'node:timers/promises';
import { ConcurError, messageOf } from '../../base/errors.ts';
import { formatNs } from '../../base/units.ts';
import { descendants } from '../../machine/process-tree.ts';
import { Sysroot } from '../../machine/sysroot.ts';
import type { Machine } from '../../model/machine.ts';
import type { Exit } from '../../model/report.ts';
import type { CommandEnd } from '../../model/watch.ts';
import { type RunningCommand, startCommand } from '../../run/watch/command.ts';
import { EXIT } from '../exit-codes.ts';
import type { TypedOptions } from '../typed-options.ts';
import { startGuard } from './guard.ts';
import { forExit, look, type Place, type Watched } from './look.ts';
import { exitCodeOf, passSignals } from './pass-signals.ts';
import { type Reaper, startReaper } from './reaper.ts';
import type { WatchTarget } from './target.ts';
import { chooseWatchView } from './view.ts';

/** How long a command may take to end once it is asked to. */
const PATIENCE_MS = 2_000;
const LOOK_AGAIN_MS = 20;

/** A command of the user’s, from its start to its end. */
export async function watchCommand(
  { words }: WatchTarget & { kind: 'command' },
  { machine, options, output }: Place,
): Promise<Watched> {
  const guard = startGuard(machine.tools.sh);
  const view = await chooseWatchView(options, output, guard);
  const sysroot = new Sysroot();
  const reaper = startReaper(machine.tools.sh, sysroot);
  const command = await start(words, machine, reaper);
  reaper?.follow([command.pid]);
  const stop = new AbortController();
  const ended = command.ended.then((end) => {
    stop.abort();
    return end;
  });
  let exit: Exit | null = null;
  let pids: readonly number[] = [command.pid];
  const killAll = () => endTrees(pids, sysroot);
  passSignals(command, guard, killAll);
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
      reaper?.follow(pids);
    },
  );
  for (const timer of timers) clearTimeout(timer);
  view.close();
  if (exit !== null) await endCommand(pids, killAll);
  const end = await ended;
  guard?.close();
  reaper?.close();
  return { pid: command.pid, seen, end, exit: exit ?? commandExit(end) };
}

async function start(
  words: readonly string[],
  { tools }: Machine,
  reaper: Reaper | null,
): Promise<RunningCommand> {
  try {
    return await startCommand(words, tools, reaper === null ? 'KILL' : 'STOP');
  } catch (error) {
    reaper?.close();
    throw new ConcurError('USAGE', `${words[0]} can’t be started: ${messageOf(error)}`);
  }
}

/** Asks a command and all that it has started to end, and ends whoever of them doesn’t. */
async function endCommand(pids: readonly number[], killAll: () => void): Promise<void> {
  for (const pid of pids) signalQuietly(pid, 'SIGTERM');
  const endMs = performance.now() + PATIENCE_MS;
  while (pids.some(isThere) && performance.now() < endMs) await delay(LOOK_AGAIN_MS);
  killAll();
}

/** Ends processes and all that they have started, since they were last looked at too: stopped ones start no more. */
function endTrees(pids: readonly number[], sysroot: Sysroot): void {
  for (const pid of pids) signalQuietly(pid, 'SIGSTOP');
  const all = new Set(pids.flatMap((pid) => [pid, ...descendants(sysroot, pid)]));
  for (const pid of all) signalQuietly(pid, 'SIGKILL');
}

function isThere(pid: number): boolean {
  return signalQuietly(pid, 0);
}

/** @returns whether it was there */
function signalQuietly(pid: number, signal: NodeJS.Signals | 0): boolean {
  try {
    return process.kill(pid, signal);
  } catch {
    // It was quicker.
    return false;
  }
}

function timeoutExit({ timeout }: TypedOptions): Exit {
  return { code: EXIT.timedOut, reason: `--timeout: ${formatNs((timeout ?? 0) * 1e6)} were over` };
}

function commandExit(end: CommandEnd): Exit {
  const how = end.signal === null ? `ended with ${end.code}` : `was ended by ${end.signal}`;
  return { code: exitCodeOf(end), reason: `the command ${how}` };
}
