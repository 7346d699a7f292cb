import { constants } from 'node:os';
import { lineAfter } from './proc-text.ts';

/** SIGCHLD in a mask of signals, which has a bit for each from 1 on (signal(7)). */
const CHILD_BIT = 1n << BigInt(constants.signals.SIGCHLD - 1);

/** Whether status says that SIGCHLD is ignored: children are then waited for by nobody, and their CPU time is charged to nobody (wait(2)). */
export function ignoresChildren(status: string): boolean {
  const mask = lineAfter(status, '\nSigIgn:') ?? '';
  return /^[\da-f]+$/.test(mask) && (BigInt(`0x${mask}`) & CHILD_BIT) !== 0n;
}
