import { formatNs } from '../../base/units.ts';
import type { ResultTable } from '../../model/scenario.ts';
import type { WorkerRecord } from '../../model/trial/observation.ts';
import { THRESHOLDS } from '../../stats/thresholds.ts';
import type { Checked } from './claims.ts';
import { left, right } from './table.ts';

/** How late what was due was handled, as the work `ticks` finds out in Node and in Python. */
export interface Lateness {
  /** How many were handled. */
  readonly handled: number;
  readonly medianLateNs: number;
  readonly maxLateNs: number;
  /** The median of what is left of each without the time that its thread was queued for a CPU; null or absent where that isn’t known. */
  readonly medianUnqueuedNs?: number | null;
}

/** What a worker that repeats `ticks` found out, or null where it didn't come that far. */
export function latenessOf({ finding }: WorkerRecord): Lateness | null {
  return finding as Lateness | null;
}

/**
 * The first one that is due in a block of computing waits for the rest of it.
 * @param everyMs how often one is due: it may be due so long after the block has begun
 */
export function lateByABlock(late: Lateness | null, blockMs: number, everyMs: number): Checked {
  const leastNs = (blockMs - everyMs) * 1e6;
  return {
    expected: `the latest is at least ${formatNs(leastNs)} late`,
    observed: late === null ? 'unknown' : `${formatNs(late.maxLateNs)}`,
    holds: late === null ? null : late.maxLateNs >= leastNs,
  };
}

/** Here they are handled far sooner than there, by the medians. That neighbours kept it from a CPU isn’t held against it. */
export function farSooner(here: Lateness | null, there: Lateness | null): Checked {
  const mostNs = there === null ? null : there.medianLateNs / THRESHOLDS.farShorter;
  return {
    expected: `median at most ${formatNs(mostNs)} late (${formatNs(there?.medianLateNs ?? null)} ÷ ${THRESHOLDS.farShorter})`,
    observed: here === null ? formatNs(null) : lateText(here),
    holds: here === null || mostNs === null ? null : ownLateness(here) <= mostNs,
    loadSensitive: true,
  };
}

/** The lateness that its own program is to blame for. */
function ownLateness({ medianLateNs, medianUnqueuedNs }: Lateness): number {
  return medianUnqueuedNs ?? medianLateNs;
}

function lateText(late: Lateness): string {
  const [own, all] = [formatNs(ownLateness(late)), formatNs(late.medianLateNs)];
  return own === all ? all : `${own} (${all} with the time that it was queued for a CPU)`;
}

/** How late the same thing was handled in different places. */
export function latenessTable(
  title: string,
  where: string,
  places: Readonly<Record<string, Lateness | null>>,
): ResultTable {
  return {
    title,
    columns: [left(where), right('handled'), right('late (median)'), right('latest')],
    rows: Object.entries(places).map(([place, late]) => [
      place,
      `${late?.handled ?? '?'}`,
      formatNs(late?.medianLateNs ?? null),
      formatNs(late?.maxLateNs ?? null),
    ]),
  };
}
