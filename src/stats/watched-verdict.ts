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
import {
  keepsOthersOut,
  mayWaitForEachOther,
  mostlyBlocked,
  mostlySleep,
  waitAtLocks,
  waitForFileLock,
} from './waiting.ts';
import type { WatchedFigures } from './watched-figures.ts';

/** What the rules are called: a sentence in report/words and a row of docs/watch.md belong to each. */
export type WatchedRule =
  | 'spinning'
  | 'parallel'
  | 'one-lock'
  | 'file-lock'
  | 'hogged'
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
  { rule: 'hogged', kind: 'SERIALISED', when: keepsOthersOut },
  { rule: 'waiting', kind: 'WAITING', when: (figures) => hardlyRan(figures) || mostlyBlocked(figures) },
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

/** They give way as often as at a lock, and it isn't known that they wait for something else. */
function maySerialise(figures: WatchedFigures): boolean {
  return givesWayOften(figures) && mayWaitForEachOther(figures);
}

/** Who is in an event loop has nothing to do: two cores at least are what the others need to be parallel. */
function gateOf({ alive, waits }: WatchedFigures): number {
  const idling = waits === null ? 0 : waits.idling * waits.blocked;
  const atWork = Math.max(THRESHOLDS.severalAlive, alive - idling);
  return enoughCores(Math.max(1, Math.min(alive, atWork)));
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
