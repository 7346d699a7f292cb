import type { Work } from '../../model/trial/workload.ts';
import type { Job } from '../protocol/protocol.ts';
import { injectFault } from './inject-fault.ts';

/** A batch is meant to last about this long: progress is told, and the clock read, once a batch. */
const BATCH_NS = 10e6;

/** What the loop needs from outside: the time, and somebody to tell. */
export interface Meters {
  nowNs(): number;
  /** @param isUrgent true when the next moment may be the worker's last */
  progress(unitsDone: number, isUrgent?: boolean): void;
}

/**
 * Repeats the work until its amount is done. Units are run in batches that double until one takes some milliseconds,
 * so a step of a nanosecond never pays for counting.
 * @returns the units done
 */
export async function repeat(work: Work, job: Job, { nowNs, progress }: Meters): Promise<number> {
  const { amount } = job.work;
  const startNs = nowNs();
  const lastUnit = 'units' in amount ? amount.units : Number.POSITIVE_INFINITY;
  const endNs = 'durationMs' in amount ? startNs + amount.durationMs * 1e6 : Number.POSITIVE_INFINITY;
  const faultUnit = job.fault?.afterUnits ?? Number.POSITIVE_INFINITY;
  const faultNs = startNs + (job.fault?.afterMs ?? Number.POSITIVE_INFINITY) * 1e6;
  let unitsDone = 0;
  let batch = 1;
  let beforeNs = startNs;
  for (;;) {
    if (job.fault !== null && (unitsDone >= faultUnit || beforeNs >= faultNs)) {
      progress(unitsDone, true);
      await injectFault(job.fault.kind);
    }
    if (unitsDone >= lastUnit || beforeNs >= endNs) return unitsDone;
    const count = Math.min(batch, lastUnit - unitsDone, Math.max(1, faultUnit - unitsDone));
    const waiting = work.run(count);
    if (waiting !== undefined) await waiting;
    unitsDone += count;
    progress(unitsDone);
    if (job.cooperative) await new Promise((resolve) => setImmediate(resolve));
    const afterNs = nowNs();
    batch = nextBatch(batch, afterNs - beforeNs);
    beforeNs = afterNs;
  }
}

function nextBatch(batch: number, tookNs: number): number {
  if (tookNs < BATCH_NS / 2) return batch * 2;
  return tookNs > BATCH_NS * 2 ? Math.max(1, Math.floor(batch / 2)) : batch;
}
