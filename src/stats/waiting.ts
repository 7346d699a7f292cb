import { THRESHOLDS } from './thresholds.ts';
import { areSeveral, contends, hardlyRan, oneAlwaysWanted, ranOnOneCore } from './verdict.ts';
import type { WaitShares, WatchedFigures } from './watched-figures.ts';

// Rules about what busy threads wait for.

/** All but about one wait at the same lock, or parked by their runtime, whatever the switches: locks spin before they block, and hand over late. */
export function waitAtLocks(figures: WatchedFigures): boolean {
  const { waits, r } = figures;
  if (waits === null || !areSeveral(figures.alive) || hardlyRan(figures)) return false;
  if (mayBeBarrier(figures, waits)) return false;
  const { mostlyWaits, lockOverlap } = THRESHOLDS;
  // One may never be found waiting: who has it most of the time.
  const isOfAll = waits.oneLockThreads >= Math.max(2, Math.round(figures.alive) - 1);
  const isOne =
    isOfAll && waits.oneLock >= mostlyWaits && r <= lockOverlap && mostWaitAt(waits.atLock, figures);
  // Idle workers of a pool are parked as well: more than one core’s worth is then what the pool had to do.
  const areAny = waits.anyLock >= mostlyWaits && ranOnOneCore(r) && mostWaitAt(waits.atLocks, figures);
  return isOne || areAny;
}

/**
 * Threads that meet at a barrier wait at one word, too, or at words of their OpenMP, and for as long as one of them is queued:
 * then nothing tells them from a lock’s waiters but how often they are woken.
 */
function mayBeBarrier({ d, switchRate, isOpenmpTeam }: WatchedFigures, waits: WaitShares): boolean {
  const isAtUnknownWord = waits.oneLock >= THRESHOLDS.mostlyWaits && 2 * waits.mutex < waits.oneLock;
  return (isAtUnknownWord || isOpenmpTeam) && d >= THRESHOLDS.idle && !contends(switchRate);
}

/** Of those but one that were neither running nor queued, most. */
function mostWaitAt(waiting: number, { alive, d }: WatchedFigures): boolean {
  const others = alive - 1;
  return (
    waiting >= THRESHOLDS.waitAtOneLock * Math.max(0, others - d) &&
    waiting >= THRESHOLDS.fewestAtOneLock * others
  );
}

/** Somebody of the program waited for a file's lock for most of the time, and one core's worth ran: whoever held it. */
export function waitForFileLock({ atFileLock, r, d }: WatchedFigures): boolean {
  return atFileLock >= THRESHOLDS.mostlyWaits && ranOnOneCore(r) && r + d >= THRESHOLDS.lockHeld;
}

/** Whether what they wait for may be each other, as far as that is known: a sleep and a disk aren't. */
export function mayWaitForEachOther({ waits }: Pick<WatchedFigures, 'waits'>): boolean {
  return waits === null || waits.anyLock + waits.handing >= THRESHOLDS.mostlyWaits;
}

export function mostlySleep(figures: WatchedFigures): boolean {
  return (
    areSeveral(figures.alive) && !hardlyRan(figures) && (figures.waits?.sleep ?? 0) >= THRESHOLDS.mostlyWaits
  );
}

/** They hardly ran, and are known to have been blocked for far longer: neighbours only queued them when they woke. */
export function mostlyBlocked({ waits, alive, r, d }: WatchedFigures): boolean {
  const blocked = alive - r - d;
  const { blockedOverRun, blockedOfLife } = THRESHOLDS;
  return (
    waits !== null && r < THRESHOLDS.idle && blocked >= blockedOverRun * r && blocked >= blockedOfLife * alive
  );
}

/** One works, and holds the lock for which others wait: they never get it, and so never work. */
export function keepsOthersOut({ keptOut, r, d }: WatchedFigures): boolean {
  return keptOut >= THRESHOLDS.mostlyWaits && ranOnOneCore(r) && oneAlwaysWanted({ r, d });
}
