import { type ChildProcess, spawn } from 'node:child_process';
import type { CommandEnd } from '../../../model/documents/watch.ts';
import type { Tools } from '../../../model/machine/machine.ts';
import type { Reaper } from './reaper.ts';

/** A command that was started to be watched: its streams are ours, untouched. */
export interface RunningCommand {
  readonly pid: number;
  /** Resolves when it has ended. */
  readonly ended: Promise<CommandEnd>;
  /** Passes a signal on to it. */
  send(signal: NodeJS.Signals): void;
}

/**
 * Starts a command with our own standard streams and environment. Where setpriv is there, the kernel sends the command a signal
 * if we are killed; its PID is the same all the same.
 * @param words the command as it was typed: its name is looked up in PATH, and is what it sees as its own
 * @param reaper ends it with all that it has started if we are killed, and so the kernel is to stop it only. It is told of the
 *   command at once: until setpriv has asked the kernel, nobody else ends it.
 * @throws what the kernel says where it can't be started
 */
export async function startCommand(
  words: readonly string[],
  { setpriv }: Pick<Tools, 'setpriv'>,
  reaper: Reaper | null,
): Promise<RunningCommand> {
  const lastSignal = reaper === null ? 'KILL' : 'STOP';
  const [file, ...rest] = setpriv === null ? words : [setpriv, '--pdeathsig', lastSignal, '--', ...words];
  const child = spawn(file as string, rest, { stdio: 'inherit' });
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
