import type { UnreadReason } from '../../machine/follow/waits/wait-table.ts';

/** Why it couldn’t be read what threads wait for. */
export const UNREAD_WHY: Readonly<Record<UnreadReason, string>> = {
  refused:
    'the kernel refused it (another user’s process, Yama’s ptrace_scope, or a process that can’t be dumped): start the command with concur watch -- COMMAND, or watch as root',
  'kind-only':
    'only the kind could be read, not which lock, pipe or socket (Yama’s ptrace_scope with -p, a 32-bit program, or a thread of the kernel): start the command with concur watch -- COMMAND, or watch as root',
  'not-recorded': 'the kernel doesn’t record here what threads are blocked in',
};
