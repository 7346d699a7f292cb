import type { ChildProcess } from 'node:child_process';
import { setTimeout as delay } from 'node:timers/promises';
import { nowMs } from '../../../base/time/real.ts';
import type { HandedIn } from '../../../machine/own/handed-in.ts';
import { descendants } from '../../../machine/proc/threads.ts';
import type { Sysroot } from '../../../machine/sysroot.ts';
import type { CommandEnd } from '../../../model/documents/watch.ts';
import type { Tools } from '../../../model/machine/machine.ts';
import type { Reaper } from './reaper.ts';
import { spawnHeir } from './streams.ts';

/** A command that was started to be watched: its streams are ours, untouched. */
export interface RunningCommand {
  readonly pid: number;
  /** Resolves when it has ended. */
  readonly ended: Promise<CommandEnd>;
  /** Passes a signal on to it. */
  send(signal: NodeJS.Signals): void;
}

/**
 * Starts a command with our own environment, streams and all else that was handed to us. Where setpriv is there, the kernel
 * sends the command a signal if we are killed; its PID is the same all the same.
 * @param words the command as it was typed: its name is looked up in PATH, and is what it sees as its own
 * @param reaper ends it with all that it has started if we are killed, and so the kernel is to stop it only. It is told of the
 *   command at once: until setpriv has asked the kernel, nobody else ends it.
 * @throws what the kernel says where it can't be started
 */
export async function startCommand(
  words: readonly string[],
  { setpriv }: Pick<Tools, 'setpriv'>,
  reaper: Reaper | null,
  handedIn: readonly HandedIn[],
): Promise<RunningCommand> {
  const lastSignal = reaper === null ? 'KILL' : 'STOP';
  const [file, ...rest] = setpriv === null ? words : [setpriv, '--pdeathsig', lastSignal, '--', ...words];
  const child = spawnHeir(file as string, rest, handedIn);
  if (child.pid !== undefined) reaper?.follow([child.pid]);
  const ended = new Promise<CommandEnd>((resolve) => {
    child.on('exit', (code, signal) => resolve({ code, signal }));
  });
  await started(child);
  return { pid: child.pid as number, ended, send: (signal) => void child.kill(signal) };
}

function started(child: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('spawn', resolve);
  });
}

/** How long a command may take to end once it is asked to. */
const PATIENCE_MS = 2_000;
const RETRY_MS = 20;

/** Asks processes to end, and ends with all that they have started those that don’t. */
export async function endGently(pids: readonly number[], sysroot: Sysroot): Promise<void> {
  for (const pid of pids) signalQuietly(pid, 'SIGTERM');
  const endMs = nowMs() + PATIENCE_MS;
  while (pids.some(isThere) && nowMs() < endMs) await delay(RETRY_MS);
  endTrees(pids, sysroot);
}

/** Ends processes and all that they have started, since they were last looked at too: stopped ones start no more. */
export function endTrees(pids: readonly number[], sysroot: Sysroot): void {
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
