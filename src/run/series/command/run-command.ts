import { setTimeout as delay } from 'node:timers/promises';
import { descendants } from '../../../machine/proc/threads.ts';
import type { CommandEnd } from '../../../model/documents/command-run.ts';
import type { RunContext } from '../../run-context.ts';
import { endGently, lineFor } from '../../watch/command/command.ts';
import { foldWatch, type WatchFindings } from '../../watch/fold.ts';
import { type SeenProgram, watchProgram } from '../../watch/watch-program.ts';
import type { CommandCandidate, ShellLine } from './candidate.ts';
import type { Launch, Launcher } from './launcher.ts';

/** Looking at a program that starts takes a few ms, in which nobody would see that it has ended: the shortest are left alone. */
const HEAD_START_MS = 5;

/** One run of a command, from its start to its end. Null where it was ended from outside. */
export interface CommandTimes {
  readonly end: CommandEnd;
  readonly wallNs: number;
}

/** A run that was watched. */
export interface WatchedRun extends CommandTimes {
  readonly seen: SeenProgram;
  readonly findings: WatchFindings;
  /** What only the environment of its descendants has. */
  readonly mark: string;
}

/** What is run, and how often it is sampled. */
export type Watched = Pick<CommandCandidate, 'words' | 'isForeign' | 'env'> &
  Pick<Launch, 'keepsStdout'> & { readonly intervalMs: number };

/** Runs a command as `concur watch` would. */
export async function watchRun(
  { words, isForeign, env, keepsStdout, intervalMs }: Watched,
  launcher: Launcher,
  context: RunContext,
): Promise<WatchedRun | null> {
  const { machine, sysroot, clock, cpus } = context;
  const line = lineFor(words, isForeign, machine.tools);
  const { pid, mark, startNs, ended } = await launcher.start({ line, env, keepsStdout });
  const over = new AbortController();
  void ended.then(() => over.abort());
  await Promise.race([ended, delay(HEAD_START_MS)]);
  let pids: readonly number[] = [pid];
  const seen = await watchProgram({
    target: { pid, isChild: true, mark },
    intervalMs,
    sysroot,
    clock,
    cpus,
    signal: AbortSignal.any([context.signal, over.signal]),
    onSample(follower) {
      pids = follower.pids();
      launcher.follow(pids);
    },
  });
  if (context.signal.aborted) await endGently(pids, sysroot);
  const { end, atNs } = await ended;
  if (context.signal.aborted) return null;
  const findings = foldWatch({ command: words, pid, intervalMs }, end, seen, machine);
  return { end, wallNs: atNs - startNs, seen, findings, mark };
}

/** Runs a command without looking at it. */
export async function timeRun(
  line: readonly string[],
  launcher: Launcher,
  { signal, sysroot }: RunContext,
): Promise<CommandTimes | null> {
  if (signal.aborted) return null;
  const { pid, startNs, ended } = await launcher.start({ line, env: {}, keepsStdout: false });
  const stop = () => void endGently([pid, ...descendants(sysroot, pid)], sysroot);
  signal.addEventListener('abort', stop);
  if (signal.aborted) stop();
  const { end, atNs } = await ended;
  signal.removeEventListener('abort', stop);
  return signal.aborted ? null : { end, wallNs: atNs - startNs };
}

/** What a shell reads. */
export function shellWords(sh: string, { line }: Pick<ShellLine, 'line'>): readonly string[] {
  return [sh, '-c', line];
}
