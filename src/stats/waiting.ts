import { THRESHOLDS } from './thresholds.ts';
import { areSeveral, contends, enoughCores, hardlyRan, oneAlwaysWanted, ranOnOneCore } from './verdict.ts';
import type { WaitShares, WatchedFigures } from './watched-figures.ts';

// Rules about what busy threads wait for.

/** All but about one wait at the same lock, or parked by their runtime, whatever the switches: locks spin before they block, and hand over late. */
export function waitAtLocks(figures: WatchedFigures): boolean {
  const { waits } = figures;
  if (waits === null || !areSeveral(figures.alive)) return false;
  return waitAtOne(figures, waits) || takeTurns(figures, waits);
}

function waitAtOne(figures: WatchedFigures, waits: WaitShares): boolean {
  const { r, d, alive, switchRate, haveGlobalLock } = figures;
  const { mostlyWaits, lockOverlap, lockHeld, oneWanted, idle } = THRESHOLDS;
  const isLock = 2 * waits.mutex >= waits.oneLock;
  // Whoever has a lock wants a core, or sleeps with it. Whoever meets others at a barrier waits for who is queued.
  const isWanted = r + d >= (isLock ? lockHeld : oneWanted);
  const mayBeBarrier = !isLock && !haveGlobalLock && d >= idle && !contends(switchRate);
  // One may never be found waiting: who has it most of the time.
  const isOfAll = waits.oneLockThreads >= Math.max(2, Math.round(alive) - 1);
  const isMostly = waits.oneLock >= mostlyWaits && mostWaitAt(waits.oneLock * waits.blocked, figures);
  return isMostly && isOfAll && isWanted && r <= lockOverlap && !mayBeBarrier;
}

/**
 * Each at a word of its own: idle workers of a pool are parked as well, and so is who sleeps. Where most are queued, nobody is
 * known to be kept up, and teams of OpenMP meet at barriers.
 */
function takeTurns(figures: WatchedFigures, waits: WaitShares): boolean {
  const { r, d, alive, overlap, haveGlobalLock, isOpenmpTeam } = figures;
  const { mostlyWaits, overlap: hardlyOverlap, idle } = THRESHOLDS;
  const mayBeLocks = haveGlobalLock || overlap <= hardlyOverlap;
  const own = waits.ownWords + (mayBeLocks ? waits.naps : 0);
  const wantAll = r + d >= enoughCores(alive) || (isOpenmpTeam && d >= idle);
  return (
    own >= mostlyWaits &&
    ranOnOneCore(r) &&
    oneAlwaysWanted({ r, d }) &&
    (haveGlobalLock || !wantAll) &&
    mostWaitAt(own * waits.blocked, figures)
  );
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
    areSeveral(figures.alive) &&
    !hardlyRan(figures) &&
    (figures.waits?.sleep ?? 0) + (figures.waits?.naps ?? 0) >= THRESHOLDS.mostlyWaits
  );
}

/** They hardly ran, and are known to have been blocked for far longer, not by each other: neighbours only queued them when they woke. */
export function mostlyBlocked({ waits, alive, r, d }: WatchedFigures): boolean {
  const blocked = alive - r - d;
  if (mayWaitForEachOther({ waits })) return false;
  const { blockedOverRun, blockedOfLife } = THRESHOLDS;
  return (
    waits !== null && r < THRESHOLDS.idle && blocked >= blockedOverRun * r && blocked >= blockedOfLife * alive
  );
}

/** One works, and holds the lock for which others wait: they never get it, and so never work. */
export function keepsOthersOut({ keptOut, r, d }: WatchedFigures): boolean {
  return keptOut >= THRESHOLDS.mostlyWaits && ranOnOneCore(r) && oneAlwaysWanted({ r, d });
}
