import { formatRatio, listOf } from '../base/units.ts';
import type { CheckEvidence, CheckTrial, CheckVerdict } from '../model/check.ts';
import type { Observation } from '../model/observation.ts';

/** What a check expected and saw, before its outcome. */
export interface Seen {
  readonly expected: string;
  readonly observed: string;
}

export function pass(seen: Seen, because: string): CheckVerdict {
  return { ...seen, outcome: 'pass', because };
}

export function fail(seen: Seen, because: string): CheckVerdict {
  return { ...seen, outcome: 'fail', because };
}

export function inconclusive(seen: Seen, because: string): CheckVerdict {
  return { ...seen, outcome: 'inconclusive', because };
}

/** `R 1.98, D 0.02`, or `unknown`. */
export function figures({ r, d }: Pick<Observation, 'r' | 'd'>): string {
  return r === null || d === null ? 'unknown' : `R ${formatRatio(r)}, D ${formatRatio(d)}`;
}

/** The limit that keeps us from more CPUs than that, in words; null where none does, or none that can be seen. */
export function limitSaid({ machine }: CheckEvidence): string | null {
  const { quotaCpus, quotaGroup, allowedCpus, onlineCpus } = machine;
  if (quotaCpus !== null && quotaCpus < allowedCpus.length) {
    return `the quota of ${quotaGroup} allows ${formatRatio(quotaCpus)} CPUs`;
  }
  if (onlineCpus !== null && allowedCpus.length < onlineCpus) {
    return `our affinity mask has ${allowedCpus.length} of ${onlineCpus} CPUs`;
  }
  return null;
}

/** Why a trial's workers got less than they wanted, where that was a limit of ours; null where it wasn't. */
export function heldBackBy(evidence: CheckEvidence, trial: CheckTrial): string | null {
  const observation = evidence.trials[trial];
  const { throttledPeriods } = observation?.conditions ?? { throttledPeriods: null };
  if ((throttledPeriods ?? 0) > 0) {
    return `${limitSaid(evidence) ?? 'a quota applies'}; it stopped us in ${throttledPeriods} periods`;
  }
  return evidence.heldBackUnseen(trial)
    ? 'a limit applies that can’t be seen: CPUs stood idle while workers waited'
    : null;
}

/** Whether something other than its own code may have made a trial look worse than it is. */
export function isExcused(evidence: CheckEvidence, trial: CheckTrial): boolean {
  return evidence.disturbed(trial) || heldBackBy(evidence, trial) !== null;
}

/** What else is known to have held a trial's workers back. */
export function causesSaid({ causes }: Observation): string {
  return causes.length === 0 ? 'nothing is known to have held them back' : listOf(causes);
}

/** The workers that failed, in words, or null. */
export function deathsSaid({ workers }: Observation): string | null {
  const dead = workers.filter(({ fault, endedOnPurpose }) => fault !== null && !endedOnPurpose);
  return dead.length === 0 ? null : dead.map(({ name, fault }) => `${name}: ${fault?.message}`).join('; ');
}
