import { randomUUID } from 'node:crypto';
import { ConcurError } from '../../../base/errors/errors.ts';
import { messageOf } from '../../../base/errors/read-thrown.ts';
import { refusalOf } from '../../../base/refusals/refusal.ts';
import { Sysroot } from '../../../machine/sysroot.ts';
import type { Machine } from '../../../model/machine/machine.ts';
import {
  endGently,
  endTrees,
  lineFor,
  MARK,
  type RunningCommand,
  startCommand,
} from '../../../run/watch/command/command.ts';
import { type Reaper, startReaper } from '../../../run/watch/command/reaper.ts';
import { spawnHeir } from '../../../run/watch/command/streams.ts';
import type { Asked } from '../../program/command.ts';
import type { Stage } from '../../program/stage.ts';
import { startGuard } from './guard.ts';
import { passSignals } from './pass-signals.ts';
import { chooseWatchView, endAfter, sampleProgram, type Watched } from './sample.ts';
import type { WatchedCommand } from './target.ts';

/** A command of the user’s, from its start to its end. */
export async function watchCommand(target: WatchedCommand, asked: Asked, stage: Stage): Promise<Watched> {
  const { machine, options } = asked;
  const { handedIn } = target;
  const guard = startGuard(machine.tools.sh, handedIn);
  const view = await chooseWatchView(options, stage, guard);
  const sysroot = new Sysroot();
  // All that descends from the command has it, wherever it went: its reaper knows it by the same environment.
  const id = randomUUID();
  process.env[MARK] = id;
  const reaper = startReaper(machine.tools.sh, sysroot, handedIn);
  const command = await start(target, machine, reaper);
  const over = new AbortController();
  const ended = command.ended.then((end) => {
    over.abort();
    return end;
  });
  let pids: readonly number[] = [command.pid];
  passSignals(command, guard, () => endTrees(pids, sysroot));
  const cancel = endAfter(options.for, stage);
  const signal = AbortSignal.any([stage.signal, over.signal]);
  const watched = { pid: command.pid, isChild: true, mark: `${MARK}=${id}` };
  const seen = await sampleProgram(watched, view, signal, asked, (follower) => {
    pids = follower.pids();
    reaper?.follow(pids);
  });
  cancel();
  view.close();
  if (stage.ended() !== null) await endGently(pids, sysroot);
  const end = await ended;
  guard?.close();
  reaper?.close();
  return { pid: command.pid, seen, end };
}

async function start(
  { words, isForeign, handedIn }: WatchedCommand,
  { tools }: Machine,
  reaper: Reaper | null,
): Promise<RunningCommand> {
  const line = lineFor(words, isForeign, tools);
  try {
    return await startCommand(line, tools, reaper, (file, args) => spawnHeir(file, args, handedIn));
  } catch (error) {
    reaper?.close();
    throw refusalOf(error) ?? new ConcurError('USAGE', `${words[0]} can’t be started: ${messageOf(error)}`);
  }
}
