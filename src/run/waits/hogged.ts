import { THRESHOLDS } from '../../stats/thresholds.ts';
import type { WaitForOwner } from './deadlock.ts';
import type { SeenLock } from './locks.ts';
import { type ThreadWaits, waitedIn } from './thread-waits.ts';

/**
 * A lock that others hardly get, while a thread of their process works all the time: it was found holding it again and again,
 * or the mutex says “locked” whenever they are woken. Locks let whoever runs have them first. Null where there is none.
 */
export function hoggedLock(
  threads: readonly ThreadWaits[],
  locks: readonly SeenLock[],
  held: readonly WaitForOwner[],
  durationNs: number,
): SeenLock | null {
  const busy = threads.filter(({ isBusy }) => isBusy);
  const keepsOut = (tid: number | null) => busy.some((thread) => thread.tid === tid);
  const isHogged = (lock: SeenLock) =>
    held.some(({ wait, by }) => lock.waits.has(wait) && keepsOut(by)) ||
    ((lock.owner === null || keepsOut(lock.owner)) &&
      busy.some(({ pid }) => pid === lock.pid) &&
      threads.some((thread) => isTurnedAway(thread, lock)));
  return locks.find((lock) => lock.ns >= THRESHOLDS.mostlyWaits * durationNs && isHogged(lock)) ?? null;
}

/** It does little but wait at the mutex, and is woken there again and again. */
function isTurnedAway(thread: ThreadWaits, lock: SeenLock): boolean {
  const { isBusy, lifeNs, voluntarySwitches } = thread;
  const ns = waitedIn(thread, (wait) => wait.isMutex && lock.waits.has(wait));
  const wakesPerSecond = (voluntarySwitches ?? 0) / (lifeNs / 1e9);
  return !isBusy && ns >= THRESHOLDS.mostlyWaits * lifeNs && wakesPerSecond >= THRESHOLDS.wokenPerSecond;
}
