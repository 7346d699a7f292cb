import type { WatchedThreadRecord } from '../../../model/documents/watch.ts';
import type { Conditions } from '../../../model/trial/observation.ts';
import type { WaitKind, Waits } from '../../../model/waits.ts';
import { isDisturbed, isThrottled } from '../../../stats/disturbance.ts';

// What a program may have done on a machine of its own: beside others a thread waits longer for one that is queued.

type Thread = Pick<WatchedThreadRecord, 'runNs' | 'runDelayNs' | 'blockedNs' | 'waits'>;

/** Waits that nobody else of the program ends. */
const OWN: readonly WaitKind[] = ['sleep', 'disk', 'fault', 'stopped'];

/** Whether something outside of the program took CPUs from it. */
export function isBesideOthers(conditions: Conditions, cpus: number): boolean {
  return isDisturbed(conditions, cpus) || isThrottled(conditions);
}

/** Of each thread's waits (ns) what is left at least without all that the other threads were queued, summed up. */
function shortestWaits(threads: readonly Thread[], waitNs: (thread: Thread) => number): number {
  const delayNs = threads.reduce((sum, { runDelayNs }) => sum + runDelayNs, 0);
  const left = (thread: Thread) => Math.max(0, waitNs(thread) - (delayNs - thread.runDelayNs));
  return threads.reduce((sum, thread) => sum + left(thread), 0);
}

/** The same of one kind of wait; null for all. */
export function leftAlone(
  kind: WaitKind | null,
  threads: readonly Thread[],
  waitNs: (thread: Thread) => number,
): number {
  if (kind !== null && OWN.includes(kind)) return threads.reduce((sum, thread) => sum + waitNs(thread), 0);
  if (kind !== null) return shortestWaits(threads, waitNs);
  const ownNs = threads.reduce((sum, thread) => sum + ownWaits(thread.waits), 0);
  return ownNs + shortestWaits(threads, (thread) => thread.blockedNs - ownWaits(thread.waits));
}

/** How many of these threads would have run at once at most, if none had been queued. @param alive how many there were at a time */
export function mostAtOnce(threads: readonly Thread[], alive: number): number {
  const runNs = threads.reduce((sum, thread) => sum + thread.runNs, 0);
  const waitNs = leftAlone(null, threads, ({ blockedNs }) => blockedNs);
  return (alive * runNs) / Math.max(1, runNs + waitNs);
}

/** Time (ns) in these, but for one kind. */
export function ownWaits(waits: Waits, except: WaitKind | null = null): number {
  return OWN.reduce((sum, kind) => sum + (kind === except ? 0 : (waits[kind] ?? 0)), 0);
}
