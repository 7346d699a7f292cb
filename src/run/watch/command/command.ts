import type { ChildProcess } from 'node:child_process';
import { setTimeout as delay } from 'node:timers/promises';
import { nowMs } from '../../../base/time/real.ts';
import { statState } from '../../../machine/proc/proc-text.ts';
import { descendants } from '../../../machine/proc/threads.ts';
import type { Sysroot } from '../../../machine/sysroot.ts';
import type { CommandEnd } from '../../../model/documents/command-run.ts';
import type { Tools } from '../../../model/machine/machine.ts';
import type { Reaper } from './reaper.ts';

/** The variable by which daemons are found that left before they were seen: all that descends from a command has it. */
export const MARK = 'CONCUR_WATCH';

/** A command that was started to be watched. */
export interface RunningCommand {
  readonly pid: number;
  /** Resolves when it has ended. */
  readonly ended: Promise<CommandEnd>;
  /** Passes a signal on to it. */
  send(signal: NodeJS.Signals): void;
}

/**
 * Starts a command. Where setpriv is there, the kernel sends the command a signal if we are killed; its PID is the same all
 * the same.
 * @param words the command as it was typed: its name is looked up in PATH, and is what it sees as its own
 * @param spawn gives it its streams and its environment
 * @param reaper ends it with all that it has started if we are killed, and so the kernel is to stop it only. It is told of the
 *   command at once: until setpriv has asked the kernel, nobody else ends it.
 * @throws what the kernel says where it can't be started
 */
export async function startCommand(
  words: readonly string[],
  { setpriv }: Pick<Tools, 'setpriv'>,
  reaper: Reaper | null,
  spawn: (file: string, args: readonly string[]) => ChildProcess,
): Promise<RunningCommand> {
  const lastSignal = reaper === null ? 'KILL' : 'STOP';
  const [file, ...rest] = setpriv === null ? words : [setpriv, '--pdeathsig', lastSignal, '--', ...words];
  const child = spawn(file as string, rest);
  if (child.pid !== undefined) reaper?.follow([child.pid]);
  const ended = new Promise<CommandEnd>((resolve) => {
    child.on('exit', (code, signal) => resolve({ code, signal }));
  });
  await started(child);
  return { pid: child.pid as number, ended, send: (signal) => void child.kill(signal) };
}

/** A file that the kernel doesn't know would be read by a shell (execvp(3)); a shell's own `exec` says that it can't be run. */
const EXEC = ['-c', 'exec "$0" "$@"'] as const;

/** What is to be started for a command: itself, or a shell that reads it. @param isForeign whether the kernel doesn't know its file */
export function lineFor(
  words: readonly string[],
  isForeign: boolean,
  { sh }: Pick<Tools, 'sh'>,
): readonly string[] {
  return isForeign && sh !== null ? [sh, ...EXEC, ...words] : words;
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
  while (pids.some((pid) => isAlive(pid, sysroot)) && nowMs() < endMs) await delay(RETRY_MS);
  endTrees(pids, sysroot);
}

/** Ends processes and all that they have started, since they were last looked at too: stopped ones start no more. */
export function endTrees(pids: readonly number[], sysroot: Sysroot): void {
  for (const pid of pids) signalQuietly(pid, 'SIGSTOP');
  const all = new Set(pids.flatMap((pid) => [pid, ...descendants(sysroot, pid)]));
  for (const pid of all) signalQuietly(pid, 'SIGKILL');
}

/** Whose parent doesn’t wait for it stays as a zombie. */
function isAlive(pid: number, sysroot: Sysroot): boolean {
  const stat = sysroot.read(`/proc/${pid}/stat`);
  return stat !== null && statState(stat) !== 'Z';
}

function signalQuietly(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch {
    // It was quicker.
  }
}
