import { type Clock, sleep } from '../../../base/time/clock.ts';
import type { SubmitterLine } from '../broker.ts';
import type { HostsRun } from './hosts-run.ts';
import { within } from './waiting.ts';

/** Whoever ends early is gone within a second, whether the broker answers or not. */
const EARLY_MS = { farewell: 700, close: 200 };
/** All is done, and much may lie in the broker. */
const DONE_MS = { farewell: 10_000, close: 1_000 };

/** Where the broker can’t be told, it is tried again so soon. */
const AGAIN_MS = 100;

interface Submitter {
  /** The run’s, in chunks’ ids. */
  readonly name: string;
  /** What hosts know it by. */
  readonly submitter: string;
  /** Somebody may go on with it. */
  readonly isNamed: boolean;
}

/**
 * Leaves nothing of a run in the broker but, where it has a name and ended early, the answers that are there. Where the broker
 * can’t be told in time, it forgets them by itself some day.
 */
export async function sayFarewell(
  line: SubmitterLine,
  run: HostsRun,
  who: Submitter,
  clock: Clock,
): Promise<void> {
  const limits = run.isDone ? DONE_MS : EARLY_MS;
  let isLate = false;
  const clear = async () => {
    while (!isLate && !(await hasCleared(line, run, who))) await sleep(clock, AGAIN_MS);
  };
  await within(clock, limits.farewell, clear());
  isLate = true;
  await within(clock, limits.close, line.close());
}

async function hasCleared(
  line: SubmitterLine,
  run: HostsRun,
  { name, submitter, isNamed }: Submitter,
): Promise<boolean> {
  try {
    const isEarly = !run.isDone;
    if (isEarly) {
      // First what waits: whoever is told to stop takes the next.
      await drop(line, await withoutAnswer(line, run));
      await line.tell({ type: 'abort', run: submitter });
    }
    await run.traffic.quiet();
    await drop(line, isNamed && isEarly ? await withoutAnswer(line, run) : await line.list(name));
    return true;
  } catch {
    return false;
  }
}

async function drop(line: SubmitterLine, ids: readonly string[]): Promise<void> {
  if (ids.length > 0) await line.drop(ids);
}

async function withoutAnswer(line: SubmitterLine, { flow, traffic }: HostsRun): Promise<string[]> {
  const states = await line.look(flow.ids);
  const open = states.filter(({ state }) => state !== 'answered').map(({ id }) => id);
  return [...open, ...traffic.dropping];
}
