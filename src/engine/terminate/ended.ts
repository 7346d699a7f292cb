import type { ChildProcess } from 'node:child_process';
import type { WorkerExit } from '../engine.ts';

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
