import type { Clock } from '../../../base/time/clock.ts';
import type { SubmitterLine } from '../broker.ts';
import type { HostsRun } from './hosts-run.ts';
import { within } from './waiting.ts';

/** Whoever ends early is gone within a second, whether the broker answers or not. */
const EARLY_MS = { farewell: 700, close: 200 };
/** All is done, and much may lie in the broker. */
const DONE_MS = { farewell: 10_000, close: 1_000 };

/**
 * Leaves nothing of a run in the broker but, where it has a name and ended early, the answers that are there. Where the broker
 * can’t be told, it forgets them by itself in time.
 * @param name of the run, in chunks’ ids
 */
export async function sayFarewell(
  line: SubmitterLine,
  run: HostsRun,
  { name, isNamed }: { readonly name: string; readonly isNamed: boolean },
  clock: Clock,
): Promise<void> {
  const limits = run.isDone ? DONE_MS : EARLY_MS;
  await within(clock, limits.farewell, clear(line, run, name, isNamed && !run.isDone));
  await within(clock, limits.close, line.close());
}

async function clear(line: SubmitterLine, run: HostsRun, name: string, keepsAnswers: boolean): Promise<void> {
  if (!run.isDone) await line.tell({ type: 'abort', run: name });
  await run.traffic.quiet();
  const ids = keepsAnswers ? await withoutAnswer(line, run) : await line.list(name);
  if (ids.length > 0) await line.drop(ids);
}

async function withoutAnswer(line: SubmitterLine, { flow, traffic }: HostsRun): Promise<string[]> {
  const states = await line.look(flow.ids);
  const open = states.filter(({ state }) => state !== 'answered').map(({ id }) => id);
  return [...open, ...traffic.dropping];
}
