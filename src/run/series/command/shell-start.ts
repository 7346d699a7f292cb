import { summarize } from '../../../stats/samples/summary.ts';
import type { RunContext } from '../../run-context.ts';
import type { Launcher } from './launcher.ts';
import { shellWords, timeRun } from './run-command.ts';

/** So many starts are timed. */
const STARTS = 15;

/** What a shell takes to start and to end (ns) where it has nothing to do: the median. */
export async function shellStartNs(shell: string, launcher: Launcher, context: RunContext): Promise<number> {
  const times: number[] = [];
  for (let start = 0; start < STARTS; start++) {
    const done = await timeRun(shellWords(shell, { line: '' }), {}, launcher, context);
    if (done !== null) times.push(done.wallNs);
  }
  return summarize(times).median ?? 0;
}
