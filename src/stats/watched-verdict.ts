import type { Kind } from '../model/trial/observation.ts';
import { THRESHOLDS } from './thresholds.ts';
import {
  areSeveral,
  contends,
  enoughCores,
  givesWayOften,
  handsOver,
  hardlyRan,
  oneAlwaysWanted,
  ranOnOneCore,
} from './verdict.ts';

/** What a verdict on a program rests on of which nobody knows how many cores it wants: what its busy threads did. */
export interface WatchedFigures {
  /** Busy threads at a time, on average. One alone isn't parallel. */
  readonly alive: number;
  /** Cores that they kept busy. */
  readonly r: number;
  /** Cores that they wanted and didn't get. */
  readonly d: number;
  /** Voluntary switches a second (stats/switch-rate); null where unknown. */
  readonly switchRate: number | null;
  /** How often those that hardly block are switched away from (stats/busy-threads); null where unknown. */
  readonly yieldRate: number | null;
  /** The share of the time in which two cores or more were busy, as samples saw it. */
  readonly overlap: number;
  /** The share of all that they ran and were queued that is the busiest one's. */
  readonly mostOfOne: number;
  /** CPUs that were idle meanwhile; null where unknown. */
  readonly idleCpus: number | null;
  /** The share of the time that a busy thread lived, on average. */
  readonly meanLife: number;
  /** What they waited for; null where most of that is unknown. */
  readonly waits: WaitShares | null;
  /** How many threads of the program waited for a file's lock at a time, on average, whether or not they did the work. */
  readonly atFileLock: number;
  /** Whether they are threads of one interpreter that lets one of them run at a time. */
  readonly haveGlobalLock: boolean;
}

/** What busy threads waited for. Shares of the time in which they were blocked, as samples found them. */
export interface WaitShares {
  /** At the one lock at which they waited longest, and several of them did. */
  readonly oneLock: number;
  /** How many of them waited there at a time, on average. */
  readonly atLock: number;
  /** At any lock: a runtime may park each thread at a word of its own. */
  readonly anyLock: number;
  /** How many of them waited at any, on average. */
  readonly atLocks: number;
  /** For a lock on a file, of these. */
  readonly fileLock: number;
  readonly sleep: number;
  /** In reads and writes of pipes, sockets and the like: for what others hand over. */
  readonly handing: number;
}

/** What the rules are called: a sentence in report/words and a row of docs/watch.md belong to each. */
export type WatchedRule =
  | 'spinning'
  | 'parallel'
  | 'one-lock'
  | 'file-lock'
  | 'contended'
  | 'starved'
  | 'hands-over'
  | 'one-at-a-time'
  | 'uncertain'
  | 'waiting'
  | 'alone'
  | 'mostly-one'
  | 'sleepers'
  | 'between';

interface Rule {
  readonly rule: WatchedRule;
  readonly kind: Kind;
  when(figures: WatchedFigures): boolean;
}

/** In their order: the first that applies names the kind. */
export const WATCHED_RULES: readonly Rule[] = [
  { rule: 'spinning', kind: 'MIXED', when: givesCoresAway },
  {
    rule: 'parallel',
    kind: 'PARALLEL',
    when: (figures) => !isAlone(figures) && figures.r >= gateOf(figures),
  },
  { rule: 'one-lock', kind: 'SERIALISED', when: waitAtLocks },
  { rule: 'file-lock', kind: 'SERIALISED', when: waitForFileLock },
  // Who is woken so often is queued so often, and one lock may be what they all want.
  {
    rule: 'contended',
    kind: 'MIXED',
    when: (figures) => wantsEnough(figures) && maySerialise(figures),
  },
  { rule: 'starved', kind: 'STARVED', when: wantsEnough },
  { rule: 'sleepers', kind: 'MIXED', when: mostlySleep },
  { rule: 'uncertain', kind: 'MIXED', when: (figures) => !isAlone(figures) && mayHaveQueued(figures) },
  {
    rule: 'hands-over',
    kind: 'SERIALISED',
    when: (figures) => handsOver(figures) && holdsOne(figures) && mayWaitForEachOther(figures),
  },
  {
    rule: 'one-at-a-time',
    kind: 'SERIALISED',
    when: (figures) => neverOverlaps(figures) && holdsOne(figures) && mayWaitForEachOther(figures),
  },
  { rule: 'waiting', kind: 'WAITING', when: hardlyRan },
  { rule: 'alone', kind: 'MIXED', when: ({ alive }) => !areSeveral(alive) },
  { rule: 'mostly-one', kind: 'MIXED', when: doesMost },
  { rule: 'between', kind: 'MIXED', when: () => true },
];

/** The rule that the figures meet. */
export function watchedRule(figures: WatchedFigures): Rule {
  return WATCHED_RULES.find(({ when }) => when(figures)) as Rule;
}

/** Threads give their cores away, again and again: they spin, and neither busy nor queued is work. */
function givesCoresAway({ yieldRate }: WatchedFigures): boolean {
  return (yieldRate ?? 0) >= THRESHOLDS.yieldsPerSecond;
}

/** All but about one wait at the same lock, or parked by their runtime, whatever the switches: locks spin before they block, and hand over late. */
function waitAtLocks(figures: WatchedFigures): boolean {
  const { waits, r } = figures;
  if (waits === null || isAlone(figures) || !areSeveral(figures.alive)) return false;
  const { mostlyWaits, lockOverlap } = THRESHOLDS;
  const isOne = waits.oneLock >= mostlyWaits && r <= lockOverlap && mostWaitAt(waits.atLock, figures);
  // Idle workers of a pool are parked as well: more than one core’s worth is then what the pool had to do.
  const areAny = waits.anyLock >= mostlyWaits && ranOnOneCore(r) && mostWaitAt(waits.atLocks, figures);
  return isOne || areAny;
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
function waitForFileLock({ atFileLock, r, d }: WatchedFigures): boolean {
  return atFileLock >= THRESHOLDS.mostlyWaits && ranOnOneCore(r) && r + d >= THRESHOLDS.lockHeld;
}

/** They give way as often as at a lock, and it isn't known that they wait for something else. */
function maySerialise(figures: WatchedFigures): boolean {
  return givesWayOften(figures) && mayWaitForEachOther(figures);
}

/** Whether what they wait for may be each other, as far as that is known: a sleep and a disk aren't. */
export function mayWaitForEachOther({ waits }: Pick<WatchedFigures, 'waits'>): boolean {
  return waits === null || waits.anyLock + waits.handing >= THRESHOLDS.mostlyWaits;
}

function mostlySleep(figures: WatchedFigures): boolean {
  return (
    areSeveral(figures.alive) && !hardlyRan(figures) && (figures.waits?.sleep ?? 0) >= THRESHOLDS.mostlyWaits
  );
}

function gateOf({ alive }: WatchedFigures): number {
  return enoughCores(Math.max(1, alive));
}

function wantsEnough(figures: WatchedFigures): boolean {
  return !isAlone(figures) && figures.r + figures.d >= gateOf(figures);
}

/** One thread at a time, however busy, and however long it was queued. */
function isAlone({ alive, r }: WatchedFigures): boolean {
  return !areSeveral(alive) && ranOnOneCore(r);
}

/**
 * One runs, and no second wants to: of threads that nobody planned all may be asleep. Those that are woken thousands of
 * times a second are queued for a moment each time, beside idle CPUs too.
 */
function holdsOne(figures: WatchedFigures): boolean {
  const { r, d, switchRate, idleCpus } = figures;
  if (isAlone(figures) || doesMost(figures) || !oneAlwaysWanted(figures) || r < THRESHOLDS.lockHeld)
    return false;
  return r + d < THRESHOLDS.lockWants || (contends(switchRate) && (idleCpus ?? 0) >= THRESHOLDS.idleRoom);
}

/**
 * What they were queued for may be unknown, and hide what they would have done at once: what a thread was queued after its
 * last sample is lost, which is much where they are short-lived, and a second core that others used was none for them.
 */
function mayHaveQueued({ r, d, idleCpus, meanLife, haveGlobalLock }: WatchedFigures): boolean {
  const hadRoom = (idleCpus ?? 0) >= THRESHOLDS.idleRoom;
  if (hadRoom || haveGlobalLock || !ranOnOneCore(r)) return false;
  return meanLife < THRESHOLDS.longLife || d >= THRESHOLDS.idle;
}

/** One core was busy, and hardly ever a second one. */
function neverOverlaps({ r, overlap }: WatchedFigures): boolean {
  return ranOnOneCore(r) && overlap <= THRESHOLDS.overlap;
}

/** The others wait for it, or have little to do. */
function doesMost({ mostOfOne }: WatchedFigures): boolean {
  return mostOfOne > THRESHOLDS.mostOfTheWork;
}
