import type { Manner } from '../../model/phases.ts';
import type { Kind } from '../../model/trial/observation.ts';
import { THRESHOLDS } from '../thresholds.ts';
import { ranOnOneCore } from '../verdict.ts';
import type { WatchedRule } from '../watched-verdict.ts';
import { toldPhases } from './told-phases.ts';

/** How a program used its cores, by the rule that was met. @param r cores that were busy */
export function mannerOf(kind: Kind, rule: WatchedRule, r: number): Manner {
  switch (kind) {
    case 'PARALLEL':
      return 'parallel';
    case 'STARVED':
      return 'starved';
    case 'SERIALISED':
      return 'one-at-a-time';
    case 'WAITING':
      return 'waiting';
    case 'MIXED':
      return rule === 'alone' || (rule === 'mostly-one' && ranOnOneCore(r)) ? 'serial' : 'mixed';
  }
}

/** A stretch of time, as far as it counts here. */
interface Stretch {
  readonly startNs: number;
  readonly endNs: number;
  readonly r: number;
  readonly d: number;
  readonly manner: Manner | null;
}

/** What is the same whatever neighbours do: cores wanted at once, one core, or none. */
const USES: Readonly<Record<Manner, 'cores' | 'one-core' | 'none' | null>> = {
  parallel: 'cores',
  starved: 'cores',
  serial: 'one-core',
  'one-at-a-time': 'one-core',
  waiting: 'none',
  mixed: null,
};

/** Whether a cut between them says nothing of the program: neighbours take cores, and leave what is wanted as it is. */
export function areAlike(a: Stretch, b: Stretch): boolean {
  return useOf(a) === useOf(b) && areNear(a.r + a.d, b.r + b.d);
}

/**
 * Whether a program is what its phases are, one after the other, and not what it is on average: two uses of cores or more
 * took a good part of the time each, and all of them most of it. One core and several at once are never one thing: they
 * outdo any verdict on the whole. Others do so where it is MIXED, and only as long as they can be told one by one.
 */
export function tellsByPhases(kind: Kind | null, phases: readonly Stretch[], durationNs: number): boolean {
  const times = new Map<string, number>();
  for (const phase of phases) {
    const use = useOf(phase);
    if (use !== null) times.set(use, (times.get(use) ?? 0) + phase.endNs - phase.startNs);
  }
  const told = [...times].filter(([, ns]) => ns >= THRESHOLDS.toldPhases * durationNs);
  const toldNs = told.reduce((sum, [, ns]) => sum + ns, 0);
  if (told.length < 2 || toldNs < THRESHOLDS.mostOfTheTime * durationNs) return false;
  const uses = new Set(told.map(([use]) => use));
  if (uses.has('cores') && uses.has('one-core')) return true;
  return kind === 'MIXED' && toldPhases(phases) !== null;
}

function useOf({ manner }: Stretch) {
  return manner === null ? null : USES[manner];
}

function areNear(a: number, b: number): boolean {
  return Math.abs(a - b) <= Math.max(THRESHOLDS.nearCores, THRESHOLDS.nearShare * Math.max(a, b));
}
