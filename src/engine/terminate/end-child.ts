import type { ChildProcess } from 'node:child_process';

/**
 * Ends a process at once. One that couldn't be started has no PID, and until Node has told of that it would send the signal
 * to PID 0: to our whole process group, and so to ourselves (kill(2)).
 */
export function endChild(child: ChildProcess): void {
  if (child.pid !== undefined) child.kill('SIGKILL');
}
