import { setTimeout as delay } from 'node:timers/promises';
import { descendants } from '../../../machine/proc/threads.ts';
import type { Sysroot } from '../../../machine/sysroot.ts';

/** How long a command may take to end once it is asked to. */
const PATIENCE_MS = 2_000;
const RETRY_MS = 20;

/** Asks processes to end, and ends with all that they have started those that don’t. */
export async function endGently(pids: readonly number[], sysroot: Sysroot): Promise<void> {
  for (const pid of pids) signalQuietly(pid, 'SIGTERM');
  const endMs = performance.now() + PATIENCE_MS;
  while (pids.some(isThere) && performance.now() < endMs) await delay(RETRY_MS);
  endTrees(pids, sysroot);
}

/** Ends processes and all that they have started, since they were last looked at too: stopped ones start no more. */
export function endTrees(pids: readonly number[], sysroot: Sysroot): void {
  for (const pid of pids) signalQuietly(pid, 'SIGSTOP');
  const all = new Set(pids.flatMap((pid) => [pid, ...descendants(sysroot, pid)]));
  for (const pid of all) signalQuietly(pid, 'SIGKILL');
}

function isThere(pid: number): boolean {
  return signalQuietly(pid, 0);
}

/** @returns whether it was there */
function signalQuietly(pid: number, signal: NodeJS.Signals | 0): boolean {
  try {
    return process.kill(pid, signal);
  } catch {
    // It was quicker.
    return false;
  }
}
