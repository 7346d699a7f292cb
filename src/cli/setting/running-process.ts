import { ConcurError, usageError } from '../../base/errors/errors.ts';
import { processState } from '../../machine/process/process-state.ts';
import type { Sysroot } from '../../machine/sysroot.ts';

/**
 * Checks that an ID after -p is that of a program that runs.
 * @param threadHint what to type where it is a thread of that process
 * @throws ConcurError (USAGE, CAPABILITY_MISSING)
 */
export function checkRunning(pid: number, sysroot: Sysroot, threadHint: (owner: number) => string): void {
  const found = processState(pid, sysroot);
  switch (found.state) {
    case 'running':
      return;
    case 'missing':
      throw usageError(`there is no process ${pid}`, 'Find it with pgrep -a NAME.');
    case 'unreadable':
      throw new ConcurError('CAPABILITY_MISSING', `/proc/${pid}/stat can’t be read`, {
        hint: 'Be root, or the user whose process it is.',
      });
    case 'thread':
      throw usageError(`${pid} is a thread of process ${found.owner}`, threadHint(found.owner));
    case 'kernel-thread':
      throw usageError(
        `${pid} is a thread of the kernel: it runs no program`,
        'Find a process with pgrep -a NAME.',
      );
    case 'zombie':
      throw usageError(`process ${pid} has already ended (a zombie: its parent has not waited for it)`);
  }
}
