import { statState } from '../../../machine/proc/proc-text.ts';
import type { WorkSpec } from '../../../model/trial/plan.ts';
import type { RunContext } from '../../run-context.ts';
import type { WorkerHandle } from './worker-handle.ts';

const CHECK_EVERY_MS = 1_000;
/** A worker that shows no progress for this long counts as hung, or for this many of its units where that is longer. */
const HUNG_AFTER_MS = 10_000;
const HUNG_AFTER_UNITS = 5;

/** Ends workers that hang. Returns what stops the watching. */
export function watchForStalls(workers: readonly WorkerHandle[], context: RunContext): (() => void)[] {
  return workers.map((worker) => watchOne(worker, context));
}

/** How long a worker may be silent. */
export function patienceMs({ unitMs, amount }: WorkSpec): number {
  const longestMs = 'units' in amount ? unitMs * HUNG_AFTER_UNITS : amount.durationMs + unitMs;
  return Math.max(HUNG_AFTER_MS, longestMs);
}

function watchOne(worker: WorkerHandle, context: RunContext): () => void {
  const limitMs = patienceMs(worker.slot.work);
  let lastUnits = -1;
  let silentMs = 0;
  let cancel = () => {};
  const check = () => {
    if (worker.isOver) return;
    const units = worker.unitsDone;
    // Somebody stopped it (SIGSTOP, a debugger): that isn't its fault, and it may go on.
    silentMs = units !== lastUnits || isStopped(worker, context) ? 0 : silentMs + CHECK_EVERY_MS;
    lastUnits = units;
    if (silentMs < limitMs) {
      cancel = context.clock.after(CHECK_EVERY_MS, check);
      return;
    }
    const message = `hung: no progress for ${limitMs / 1000} s`;
    worker.end({ message, code: 'HUNG', signal: null });
  };
  check();
  return () => cancel();
}

function isStopped({ identity }: WorkerHandle, { sysroot }: RunContext): boolean {
  if (identity?.pid == null || identity.tid === null) return false;
  const stat = sysroot.read(`/proc/${identity.pid}/task/${identity.tid}/stat`);
  return stat !== null && /^[Tt]$/.test(statState(stat));
}
