import type { ChildProcess } from 'node:child_process';
import type { Clock } from '../../base/time/clock.ts';
import { clearTimeout, setTimeout } from '../../base/time/real.ts';
import type { WorkerExit } from '../engine.ts';

// How long we wait for workers, and for what they leave behind. How long a trial’s worker may take to leave is in its slot.

/** When nobody has become ready for this long, nobody else will: a starting Node can deadlock for ever. */
export const START_MS = 5_000;

/** The same of workers that load what the user wrote: a top-level await may never settle. */
export const LOAD_MS = 30_000;

/** A worker of a map that is told to leave has this long for what it still has open. */
export const MAP_LEAVE_MS = 500;

/** After a process has ended, this long is enough for what it sent to arrive; a helper of its own may hold the pipe. */
const LAST_WORDS_MS = 200;

/** Who can be asked to end, and be ended. */
interface Leaver {
  /** Asks it to end as soon as it has nothing more to do. */
  leave(): void;
  /** Ends it at once. */
  kill(): void;
  /** Resolves when it has ended. */
  readonly gone: Promise<void>;
}

/** Lets a worker go, and ends it where it isn't gone after `patienceMs`. Resolves when it is. */
export async function leaveThenKill(
  worker: Leaver,
  patienceMs: number,
  clock: Pick<Clock, 'after'>,
): Promise<void> {
  worker.leave();
  const cancel = clock.after(patienceMs, () => worker.kill());
  await worker.gone;
  cancel();
}

/**
 * Ends a process at once. One that couldn't be started has no PID, and until Node has told of that it would send the signal
 * to PID 0: to our whole process group, and so to ourselves (kill(2)).
 */
export function endChild(child: ChildProcess): void {
  if (child.pid !== undefined) child.kill('SIGKILL');
}

/** Resolves when a process has ended, or couldn't be started. */
export function ended(child: ChildProcess): Promise<WorkerExit> {
  return new Promise((resolve) => {
    child.once('exit', (code, signal) => resolve({ code, signal, error: null }));
    child.on('error', (error) => {
      // Node also emits `error` when a signal or a message can't be sent; only a failed start has no PID.
      if (child.pid === undefined) resolve({ code: null, signal: null, error });
    });
  });
}

/** Resolves when all that an ended process has sent is there, or soon. */
export async function lastWords(heard: Promise<unknown>): Promise<void> {
  let patience: NodeJS.Timeout | undefined;
  const soon = new Promise((resolve) => {
    patience = setTimeout(resolve, LAST_WORDS_MS);
  });
  await Promise.race([heard, soon]);
  clearTimeout(patience);
}
