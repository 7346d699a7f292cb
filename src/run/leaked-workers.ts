import { sleep } from '../base/time/clock.ts';
import { statField } from '../machine/proc/proc-text.ts';
import type { LeakedWorker } from '../model/check/finding.ts';
import type { Observation, WorkerRecord } from '../model/trial/observation.ts';
import type { RunContext } from './run-context.ts';

/** Threads and processes are given this long to disappear. */
const PATIENCE_MS = 500;
const SAMPLE_EVERY_MS = 20;

/** Workers of past trials that the kernel still lists; null where none was run, or their TIDs are unknown. */
export async function leakedWorkers(
  trials: readonly Observation[],
  context: RunContext,
): Promise<LeakedWorker[] | null> {
  const workers = trials.flatMap((trial) => trial.workers).filter(({ tid }) => tid !== null);
  if (workers.length === 0) return null;
  for (let waitedMs = 0; ; waitedMs += SAMPLE_EVERY_MS) {
    const left = workers.filter((worker) => isThere(worker, context));
    if (left.length === 0 || waitedMs >= PATIENCE_MS) {
      return left.map(({ name, pid, tid }) => ({ name, pid, tid }));
    }
    await sleep(context.clock, SAMPLE_EVERY_MS);
  }
}

/** The same thread, not a later one with its number: it started at the same time. */
function isThere({ pid, tid, startTicks }: WorkerRecord, { sysroot }: RunContext): boolean {
  const stat = sysroot.read(`/proc/${pid}/task/${tid}/stat`);
  return stat !== null && statField(stat, 22) === startTicks;
}
