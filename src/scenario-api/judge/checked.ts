import { formatRatio } from '../../base/units.ts';
import type { Claim } from '../../model/scenario.ts';
import type { Kind, Observation, WorkerRecord } from '../../model/trial/observation.ts';
import { ratioOf, sumOf } from '../../stats/figures.ts';
import { THRESHOLDS } from '../../stats/thresholds.ts';
import { enoughCores, hardlyWanted, ranOnOneCore, wantsCoresAtOnce } from '../../stats/verdict.ts';
import { allApplied, type Checked, claim, given } from './claims.ts';
import { busyText, expectBusy, expectWanted, wantedText } from './words.ts';

// The tests of a claim that come back in many experiments: what a trial's workers wanted, and what they got.

/** The workers wanted as many cores at once as there are workers, whether the machine gave them or not. */
export function allCoresWanted(observation: Observation): Checked {
  const enough = enoughCores(observation.workers.length);
  const wanted = wantedCores(observation);
  return {
    expected: expectWanted('≥', enough),
    observed: wantedText(observation),
    holds: wanted === null ? wereBusy(observation, enough) : wanted >= enough,
    loadSensitive: true,
  };
}

/** Busy cores were wanted. Where nobody knows who was queued, too few of them prove nothing. */
function wereBusy({ r }: Observation, enough: number): true | null {
  return r !== null && r >= enough ? true : null;
}

/** The same as a claim of its own. */
export function wantsAllCores(id: string, statement: string, observation: Observation): Claim {
  return claim(id, statement, allCoresWanted(observation));
}

/** One of them at a time: a core's worth of running, and no more wanted. A thread that waits for a lock is not queued for a core. */
export function oneAtATime(observation: Observation): Checked {
  const { r, workers, kind } = observation;
  return {
    expected: `SERIALISED: busy ≤ ${formatRatio(THRESHOLDS.oneCore)}, ${expectWanted('<', enoughCores(workers.length))}`,
    observed: kind === null ? wantedText(observation) : `${kind}: ${wantedText(observation)}`,
    holds: r === null || kind === null ? null : ranOnOneCore(r) ? isSerialised(kind) : false,
    loadSensitive: true,
  };
}

/** Null where they may have waited for something else than each other. */
function isSerialised(kind: Kind): boolean | null {
  return kind === 'SERIALISED' ? true : wantsCoresAtOnce(kind) ? false : null;
}

/** Workers on one CPU got one core's worth between them. Only a pin that is applied proves it. */
export function oneCoresWorth({ r, workers }: Observation): Checked {
  return {
    expected: expectBusy('≤', THRESHOLDS.oneCore),
    observed: busyText(r),
    holds: given(allApplied(workers), r === null ? null : ranOnOneCore(r)),
  };
}

/** They hardly ran, and did not want to. */
export function hardlyRan(observation: Observation): Checked {
  const { r, d } = observation;
  return {
    expected: expectWanted('<', THRESHOLDS.idle),
    observed: wantedText(observation),
    holds: r === null || d === null ? null : hardlyWanted({ r, d }),
    loadSensitive: true,
  };
}

/** One worker's own thread hardly ran. Neighbours could only make it run less. */
export function hardlyRuns(worker: WorkerRecord): Checked {
  const share = runShare(worker);
  return {
    expected: expectBusy('<', THRESHOLDS.idle),
    observed: busyText(share),
    holds: share === null ? null : share < THRESHOLDS.idle,
  };
}

/** The share of its own time in which a worker's thread ran; null where the kernel doesn't report it. */
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
  const workedNs = sumOf(workers.map(durationNs));
  const together = ratioOf(workedNs, wallNs);
  const isShown = together !== null && together >= enough;
  // That many set off one after the other can hide that they are together, and never make it seem so.
  const shortestNs = THRESHOLDS.shortestTrialNs + (isShown ? 0 : THRESHOLDS.setOffNs * workers.length);
  const tooShort = (workedNs ?? 0) < shortestNs * workers.length;
  return {
    expected: `at least ${formatRatio(enough)} at once`,
    observed: `${formatRatio(together)} at once${tooShort ? ', but the time is too short to decide' : ''}`,
    holds: together === null || tooShort ? null : isShown,
    loadSensitive: true,
  };
}

/** Cores that the workers ran on or waited for, on average; null where the kernel doesn't report it. */
export function wantedCores({ r, d }: Pick<Observation, 'r' | 'd'>): number | null {
  return r === null || d === null ? null : r + d;
}
