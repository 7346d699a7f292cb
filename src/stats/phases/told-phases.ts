import type { Manner } from '../../model/phases.ts';
import { THRESHOLDS } from '../thresholds.ts';

/** So many phases are told of one by one. */
const MOST_TOLD = 4;

interface Phase {
  readonly startNs: number;
  readonly endNs: number;
  readonly manner: Manner | null;
}

/** Phases as one: the figures are those of the longest. */
interface Told<Some> {
  readonly longest: Some;
  readonly startNs: number;
  readonly endNs: number;
  /** The part of its time that is its own, and not what was too short to be told of. */
  readonly ownNs: number;
}

/**
 * The phases that took a good part of the time: the shortest of the others is left out, and what it parted is one, again
 * and again. Null where too many remain to be told of one by one, or where together they aren’t most of the time.
 */
export function toldPhases<Some extends Phase>(phases: readonly Some[]): readonly Some[] | null {
  const wholeNs = (phases.at(-1)?.endNs ?? 0) - (phases[0]?.startNs ?? 0);
  let told = joined(phases.filter(({ manner }) => manner !== null).map(alone));
  for (let [shortest] = byLength(told); shortest !== undefined; [shortest] = byLength(told)) {
    if (lengthOf(shortest) >= THRESHOLDS.shortPhase * wholeNs) break;
    const left = shortest;
    told = joined(told.filter((phase) => phase !== left));
  }
  const ownNs = told.reduce((sum, phase) => sum + phase.ownNs, 0);
  if (told.length > MOST_TOLD || ownNs < THRESHOLDS.mostOfTheTime * wholeNs) return null;
  return told.map(({ longest, startNs, endNs }) => ({ ...longest, startNs, endNs }));
}

/** How long (ns) each manner took in all, in the order in which they came. */
export function timesOf(phases: readonly Phase[]): Map<Manner, number> {
  const times = new Map<Manner, number>();
  for (const phase of phases) {
    const { manner } = phase;
    if (manner !== null) times.set(manner, (times.get(manner) ?? 0) + lengthOf(phase));
  }
  return times;
}

export function lengthOf({ startNs, endNs }: Pick<Phase, 'startNs' | 'endNs'>): number {
  return endNs - startNs;
}

function alone<Some extends Phase>(phase: Some): Told<Some> {
  return { longest: phase, startNs: phase.startNs, endNs: phase.endNs, ownNs: lengthOf(phase) };
}

function byLength<Some>(told: readonly Told<Some>[]): Told<Some>[] {
  return [...told].sort((a, b) => lengthOf(a) - lengthOf(b));
}

/** Neighbours of one manner as one. */
function joined<Some extends Phase>(phases: readonly Told<Some>[]): Told<Some>[] {
  const all: Told<Some>[] = [];
  for (const phase of phases) {
    const before = all.at(-1);
    if (before === undefined || !areOne(before.longest, phase.longest)) all.push(phase);
    else {
      const longer = lengthOf(before.longest) >= lengthOf(phase.longest) ? before : phase;
      const ownNs = before.ownNs + phase.ownNs;
      all[all.length - 1] = { longest: longer.longest, startNs: before.startNs, endNs: phase.endNs, ownNs };
    }
  }
  return all;
}

/** It is neighbours that make the difference between parallel and starved. */
function areOne(a: Phase, b: Phase): boolean {
  return mannerAmidNeighbours(a) === mannerAmidNeighbours(b);
}

function mannerAmidNeighbours({ manner }: Phase): Manner | null {
  return manner === 'starved' ? 'parallel' : manner;
}
