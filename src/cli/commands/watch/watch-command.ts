import { setTimeout as delay } from 'node:timers/promises';
import { ConcurError, messageOf } from '../../../base/errors/errors.ts';
import { descendants } from '../../../machine/proc/process-tree.ts';
import { Sysroot } from '../../../machine/sysroot.ts';
import type { Machine } from '../../../model/machine/machine.ts';
import { type RunningCommand, startCommand } from '../../../run/watch/command/command.ts';
import { type Reaper, startReaper } from '../../../run/watch/command/reaper.ts';
import type { Asked } from '../../program/command.ts';
import type { Stage } from '../../program/stage.ts';
import { startGuard } from './guard.ts';
import { passSignals } from './pass-signals.ts';
import { endAfter, sampleProgram, type Watched } from './sample.ts';
import { chooseWatchView } from './view.ts';

/** How long a command may take to end once it is asked to. */
const PATIENCE_MS = 2_000;
const RETRY_MS = 20;

/** A command of the user’s, from its start to its end. */
export async function watchCommand(words: readonly string[], asked: Asked, stage: Stage): Promise<Watched> {
  const { machine, options } = asked;
  const guard = startGuard(machine.tools.sh);
  const view = await chooseWatchView(options, stage, guard);
  const sysroot = new Sysroot();
  const reaper = startReaper(machine.tools.sh, sysroot);
  const command = await start(words, machine, reaper);
  const over = new AbortController();
  const ended = command.ended.then((end) => {
    over.abort();
    return end;
  });
  let pids: readonly number[] = [command.pid];
  const killAll = () => endTrees(pids, sysroot);
  passSignals(command, guard, killAll);
  const cancel = endAfter(options.for, stage);
  const signal = AbortSignal.any([stage.signal, over.signal]);
  const seen = await sampleProgram({ pid: command.pid, isChild: true }, view, signal, asked, (follower) => {
    pids = follower.pids();
    reaper?.follow(pids);
  });
  cancel();
  view.close();
  if (stage.ended() !== null) await endCommand(pids, killAll);
  const end = await ended;
  guard?.close();
  reaper?.close();
  return { pid: command.pid, seen, end };
}

async function start(
  words: readonly string[],
  { tools }: Machine,
  reaper: Reaper | null,
): Promise<RunningCommand> {
  try {
    return await startCommand(words, tools, reaper);
  } catch (error) {
    reaper?.close();
    throw new ConcurError('USAGE', `${words[0]} can’t be started: ${messageOf(error)}`);
  }
}

/** Asks a command and all that it has started to end, and ends whoever of them doesn’t. */
async function endCommand(pids: readonly number[], killAll: () => void): Promise<void> {
  for (const pid of pids) signalQuietly(pid, 'SIGTERM');
  const endMs = performance.now() + PATIENCE_MS;
  while (pids.some(isThere) && performance.now() < endMs) await delay(RETRY_MS);
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
