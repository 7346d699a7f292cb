import type { Kind } from '../model/trial/observation.ts';
import { THRESHOLDS } from './thresholds.ts';

/** What a verdict on work rests on of which is known how many cores it wants: a trial's, a function's. */
export interface Figures {
  /** Cores that the code is known to want at once. */
  readonly wanted: number;
  /** Cores kept busy: the sum of running time / wall-clock time. */
  readonly r: number;
  /** Cores wanted and not got: the sum of run-queue delay / wall-clock time. */
  readonly d: number;
  /** Voluntary switches a second (stats/switch-rate); null where unknown. */
  readonly switchRate: number | null;
}

/** The rules, in their order: the first that applies names the kind. A lock can only be found once plenty of cores is ruled out. */
export const PLANNED_RULES: readonly { readonly kind: Kind; when(figures: Figures): boolean }[] = [
  { kind: 'PARALLEL', when: ({ r, wanted }) => r >= enoughCores(wanted) },
  { kind: 'STARVED', when: wantsThemAll },
  { kind: 'SERIALISED', when: (figures) => handsOver(figures) && oneAlwaysWanted(figures) },
  { kind: 'WAITING', when: hardlyRan },
  { kind: 'MIXED', when: () => true },
];

/** Names the situation that the figures show. */
export function verdictOf(figures: Figures): Kind {
  return (PLANNED_RULES.find(({ when }) => when(figures)) as (typeof PLANNED_RULES)[number]).kind;
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

/** They gave way so often that they contend for something, however much they ran: locks that spin before they block keep cores busy. */
export function contends(switchRate: number | null): boolean {
  return (switchRate ?? 0) >= THRESHOLDS.contendedSwitchesPerSecond;
}

/** So often that they may have run one at a time, and been queued each time that they were woken. */
export function givesWayOften(figures: Pick<Figures, 'r' | 'switchRate'>): boolean {
  return handsOver(figures) || contends(figures.switchRate);
}

/** Somebody always wanted to run. */
export function oneAlwaysWanted({ r, d }: Pick<Figures, 'r' | 'd'>): boolean {
  return r + d >= THRESHOLDS.oneWanted;
}

/**
 * As many cores were wanted at once. Whoever is woken at a lock is queued for a moment, too, and beside neighbours for
 * long: of threads that hand over more has to be wanted, as only those do that never block.
 */
function wantsThemAll(figures: Figures): boolean {
  const { r, d, wanted } = figures;
  return r + d >= (handsOver(figures) ? THRESHOLDS.neverBlocks * wanted : enoughCores(wanted));
}

/** They hardly ran, and were hardly queued. */
export function hardlyRan({ r, d }: Pick<Figures, 'r' | 'd'>): boolean {
  return r < THRESHOLDS.idle && d < THRESHOLDS.idle;
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
