import { outlierBound } from '../../../stats/samples/outliers.ts';
import { median } from '../../../stats/samples/summary.ts';
import type { RunContext } from '../../run-context.ts';
import type { Launcher } from './launcher.ts';
import { shellWords, timeRun } from './run-command.ts';

/** What a shell takes to start and to end where it has nothing to do, in ns. */
export interface ShellStart {
  /** The median. */
  readonly ns: number;
  /** What takes no longer than this may have been the shell alone. */
  readonly mostNs: number;
}

/** No shell. */
export const NO_SHELL_START: ShellStart = { ns: 0, mostNs: 0 };

/** So many starts are timed. */
const STARTS = 15;

export async function timeShellStart(
  shell: string,
  launcher: Launcher,
  context: RunContext,
): Promise<ShellStart> {
  const times: number[] = [];
  for (let start = 0; start < STARTS; start++) {
    const done = await timeRun(shellWords(shell, { line: '' }), launcher, context);
    if (done !== null) times.push(done.wallNs);
  }
  return times.length === 0 ? NO_SHELL_START : shellStartOf(times);
}

/** @param times of its starts, in ns */
export function shellStartOf(times: readonly number[]): ShellStart {
  return { ns: median(times), mostNs: outlierBound(times) };
}

/** What a run took (ns) beyond its shell’s start; 0 where that can’t be told from it. */
export function beyondShell(wallNs: number, { ns, mostNs }: ShellStart): number {
  return wallNs > mostNs ? wallNs - ns : 0;
}
