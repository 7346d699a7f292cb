import type { ChildProcess } from 'node:child_process';
import type { WorkerExit } from '../engine.ts';
import { LAST_WORDS_MS } from './patience.ts';

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
