import { formatRatio } from '../base/units.ts';
import type { Observation, WorkerRecord } from '../model/observation.ts';
import type { Claim } from '../model/scenario.ts';
import { ratioOf, sumOf } from '../stats/figures.ts';
import { THRESHOLDS } from '../stats/thresholds.ts';
import { enoughCores, hardlyWanted, ranOnOneCore } from '../stats/verdict.ts';
import { type Checked, claim } from './claims.ts';

// The tests of a claim that come back in many experiments: what a trial's workers wanted, and what they got.

/** The workers wanted as many cores at once as there are workers, whether the machine gave them or not. */
export function allCoresWanted(observation: Observation): Checked {
  const enough = enoughCores(observation.workers.length);
  const wanted = wantedCores(observation);
  return {
    expected: `R + D ≥ ${formatRatio(enough)}`,
    observed: rAndD(observation),
    holds: wanted === null ? null : wanted >= enough,
    loadSensitive: true,
  };
}

/** The same as a claim of its own. */
export function wantsAllCores(id: string, statement: string, observation: Observation): Claim {
  return claim(id, statement, allCoresWanted(observation));
}

/** One of them at a time: a core's worth of running, and no wish for more. Who waits for a lock is in no queue for a core. */
export function oneAtATime(observation: Observation): Checked {
  const { r, workers } = observation;
  const tooMuch = enoughCores(workers.length);
  const wanted = wantedCores(observation);
  return {
    expected: `R ≤ ${formatRatio(THRESHOLDS.oneCore)}, R + D < ${formatRatio(tooMuch)}`,
    observed: rAndD(observation),
    holds: r === null || wanted === null ? null : ranOnOneCore(r) && wanted < tooMuch,
    loadSensitive: true,
  };
}

/** They hardly ran, and did not want to. */
export function hardlyRan(observation: Observation): Checked {
  const { r, d } = observation;
  return {
    expected: `R + D < ${formatRatio(THRESHOLDS.idle)}`,
    observed: rAndD(observation),
    holds: r === null || d === null ? null : hardlyWanted({ r, d }),
    loadSensitive: true,
  };
}

/** One worker's own thread hardly ran. Neighbours could only make it run less. */
export function hardlyRuns(worker: WorkerRecord): Checked {
  const share = runShare(worker);
  return {
    expected: `R < ${formatRatio(THRESHOLDS.idle)}`,
    observed: `R = ${formatRatio(share)}`,
    holds: share === null ? null : share < THRESHOLDS.idle,
  };
}

/** The share of its own time in which a worker's thread ran; null where the kernel doesn't tell. */
export function runShare(worker: WorkerRecord): number | null {
  const wallNs = durationNs(worker);
  return wallNs === null || worker.runNs === null ? null : worker.runNs / wallNs;
}

/** How long a worker worked (ns), or null where it has no end. */
export function durationNs({ startNs, endNs }: WorkerRecord): number | null {
  return startNs === null || endNs === null ? null : endNs - startNs;
}

/** They were at work at the same time, whether they ran or waited. */
export function atWorkTogether({ workers, wallNs }: Observation): Checked {
  const enough = enoughCores(workers.length);
  const together = ratioOf(sumOf(workers.map(durationNs)), wallNs);
  const tooShort = (wallNs ?? 0) < THRESHOLDS.shortestTrialNs;
  return {
    expected: `at least ${formatRatio(enough)} at once`,
    observed: `${formatRatio(together)} at once${tooShort ? ', too short a time to tell' : ''}`,
    holds: together === null || tooShort ? null : together >= enough,
    loadSensitive: true,
  };
}

/** Cores that the workers ran on or waited for, on average; null where the kernel doesn't tell. */
export function wantedCores({ r, d }: Pick<Observation, 'r' | 'd'>): number | null {
  return r === null || d === null ? null : r + d;
}

function rAndD({ r, d }: Observation): string {
  if (r === null || d === null) return 'unknown';
  return `R + D = ${formatRatio(r + d)} (R ${formatRatio(r)}, D ${formatRatio(d)})`;
}
