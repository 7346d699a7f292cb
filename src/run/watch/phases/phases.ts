import { changePoints } from '../../../stats/phases/change-points.ts';
import { areAlike } from '../../../stats/phases/manner.ts';
import { THRESHOLDS } from '../../../stats/thresholds.ts';
import { isTooShort } from '../../../stats/verdict.ts';
import type { SeenFigures } from '../judge-watched.ts';
import type { Bins } from './bins.ts';
import { judgePhase, type SeenPhase } from './judge-phase.ts';
import type { SampledThread } from './threads-within.ts';

/** Two bins at least: one alone may be a sample’s chance. */
const FEWEST_BINS = 2;

/** The run in stretches of a different use of cores, each with its verdict. Pure. */
export function phasesOf(threads: readonly SampledThread[], bins: Bins, whole: SeenFigures): SeenPhase[] {
  if (isTooShort(whole.durationNs) || threads.length === 0) return [];
  const { r, d, binNs } = bins;
  const shortest = Math.max(
    FEWEST_BINS,
    Math.ceil(THRESHOLDS.shortestTrialNs / binNs),
    Math.ceil(THRESHOLDS.shortestPhase * r.length),
  );
  const edges = [0, ...changePoints([r, d], shortest), r.length];
  const judge = (from: number, to: number): CutPhase => {
    const endNs = to === r.length ? whole.durationNs : Math.round(to * binNs);
    const span = { startNs: Math.round(from * binNs), endNs };
    return { from, to, phase: judgePhase(threads, span, coresBusyIn(r.slice(from, to)), whole) };
  };
  const cut = edges.slice(1).map((to, index) => judge(edges[index] as number, to));
  return merged(cut, judge).map(({ phase }) => phase);
}

interface CutPhase {
  /** Its bins. */
  readonly from: number;
  readonly to: number;
  readonly phase: SeenPhase;
}

/** Neighbours that are alike become one, whose verdict is its own. */
function merged(cut: readonly CutPhase[], judge: (from: number, to: number) => CutPhase): CutPhase[] {
  const phases: CutPhase[] = [];
  for (const next of cut) {
    let current = next;
    let before = phases.at(-1);
    while (before !== undefined && areAlike(before.phase, current.phase)) {
      phases.pop();
      current = judge(before.from, current.to);
      before = phases.at(-1);
    }
    phases.push(current);
  }
  return phases;
}

/** The shares of the time in which 0, 1, 2 … cores were busy: between two whole numbers, some of it goes to each. */
function coresBusyIn(r: readonly number[]): number[] {
  const shares: number[] = [];
  const count = (cores: number, share: number) => {
    while (shares.length <= cores) shares.push(0);
    shares[cores] = (shares[cores] as number) + share / r.length;
  };
  for (const cores of r) {
    const fewest = Math.floor(cores);
    count(fewest, 1 - (cores - fewest));
    count(fewest + 1, cores - fewest);
  }
  return shares;
}
