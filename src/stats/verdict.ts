import type { Kind } from '../model/trial/observation.ts';
import { THRESHOLDS } from './thresholds.ts';

/** What a verdict on a trial, a program or a function rests on. */
export interface Figures {
  /** Cores that the code is known to want at once; null where nobody said, as of a program that is only watched. */
  readonly wanted: number | null;
  /** Busy threads at a time, on average: what counts where nobody said what is wanted. One alone isn't parallel. */
  readonly alive: number;
  /** Cores kept busy: the sum of running time / wall-clock time. */
  readonly r: number;
  /** Cores wanted and not got: the sum of run-queue delay / wall-clock time. */
  readonly d: number;
  /** Voluntary switches a second (stats/switch-rate); null where unknown. */
  readonly switchRate: number | null;
}

/** The rules, in their order: the first that applies names the kind. A lock can only be found once plenty of cores is ruled out. */
const RULES: readonly { readonly kind: Kind; when(figures: Figures): boolean }[] = [
  { kind: 'PARALLEL', when: (figures) => !isAlone(figures) && figures.r >= gateOf(figures) },
  { kind: 'STARVED', when: (figures) => !isAlone(figures) && figures.r + figures.d >= gateOf(figures) },
  { kind: 'SERIALISED', when: (figures) => !isAlone(figures) && handsOver(figures) && holdsOne(figures) },
  { kind: 'WAITING', when: ({ r, d }) => r < THRESHOLDS.idle && d < THRESHOLDS.idle },
  { kind: 'MIXED', when: () => true },
];

/** Names the situation that the figures show. */
export function verdictOf(figures: Figures): Kind {
  return (RULES.find(({ when }) => when(figures)) as (typeof RULES)[number]).kind;
}

/** The kinds of code that wants its cores at once: that a machine starves it is no fault of the code's. */
export function wantsCoresAtOnce(kind: Kind | null): boolean {
  return kind === 'PARALLEL' || kind === 'STARVED';
}

/** Too short a time (ns) to show who was at work at once. */
export function isTooShort(wallNs: number): boolean {
  return wallNs < THRESHOLDS.shortestTrialNs;
}

/** R, or R + D, from which so many wanted cores count as all at once. */
export function enoughCores(wanted: number): number {
  return THRESHOLDS.parallelShare * wanted;
}

/** One core's worth or less ran. */
export function ranOnOneCore(r: number): boolean {
  return r <= THRESHOLDS.oneCore;
}

/** One core's worth ran, and the threads gave way to each other as often as those do that share a lock. */
export function handsOver({ r, switchRate }: Pick<Figures, 'r' | 'switchRate'>): boolean {
  return ranOnOneCore(r) && (switchRate ?? 0) >= THRESHOLDS.lockSwitchesPerSecond;
}

/** Somebody always wanted to run. */
export function oneAlwaysWanted({ r, d }: Pick<Figures, 'r' | 'd'>): boolean {
  return r + d >= THRESHOLDS.oneWanted;
}

/** They hardly ran, nor wanted to. */
export function hardlyWanted({ r, d }: Pick<Figures, 'r' | 'd'>): boolean {
  return r + d < THRESHOLDS.idle;
}

/** More workers than `before` ran no more than those would, and weren't queued either: they wait for something else than a CPU. */
export function wantsNoMore({ r, d }: Pick<Figures, 'r' | 'd'>, before: number): boolean {
  return r < THRESHOLDS.oneCore * before && d < THRESHOLDS.idle;
}

/** Several busy threads at a time, on average. */
export function areSeveral(alive: number): boolean {
  return alive >= THRESHOLDS.severalAlive;
}

/** Queued for long enough to be worth a word. */
export function wasQueued(d: number): boolean {
  return d >= THRESHOLDS.idle;
}

function gateOf({ wanted, alive }: Figures): number {
  return enoughCores(wanted ?? Math.max(1, alive));
}

/** One thread at a time, however busy, and however long it was queued. Of planned work it is known how many there are. */
function isAlone({ wanted, alive, r }: Figures): boolean {
  return wanted === null && !areSeveral(alive) && ranOnOneCore(r);
}

/** Somebody always wants to run. Threads that nobody planned may be asleep instead: they share a lock if one runs, and no second wants to. */
function holdsOne({ wanted, r, d }: Figures): boolean {
  if (!oneAlwaysWanted({ r, d })) return false;
  return wanted !== null || (r >= THRESHOLDS.lockHeld && r + d < THRESHOLDS.lockWants);
}
