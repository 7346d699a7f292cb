import type { SeenFigures } from '../judge-watched.ts';
import { binsOf } from './bins.ts';
import { type SeenCeiling, seenCeiling } from './ceiling.ts';
import { delaysBack } from './delays-back.ts';
import type { SeenPhase } from './judge-phase.ts';
import { phasesOf } from './phases.ts';
import type { SampledThread } from './threads-within.ts';

/** How a program was sampled. */
export interface Sampling {
  readonly samples: number;
  readonly intervalMs: number;
  /** Whether threads were there that couldn’t be followed. */
  readonly isPartial: boolean;
}

/** When a program did what, and what more cores could bring it. Pure. */
export function phasesSeen(
  threads: readonly SampledThread[],
  whole: SeenFigures,
  { samples, intervalMs, isPartial }: Sampling,
): { readonly phases: readonly SeenPhase[]; readonly ceiling: SeenCeiling | null } {
  const { durationNs, unseenNs } = whole;
  const placed = threads.map((thread) => ({ ...thread, points: delaysBack(thread.points) }));
  const tracks = placed.map(({ points }) => points);
  const bins = binsOf(tracks, durationNs, intervalMs);
  const phases = phasesOf(placed, bins, whole);
  const names = placed.map(({ record }) => record.comm);
  const watched = { durationNs, samples, intervalMs, unseenNs: unseenNs ?? 0, isPartial };
  return { phases, ceiling: seenCeiling(bins, phases, watched, names) };
}
