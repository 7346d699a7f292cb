import { formatRatio } from '../base/units.ts';
import type { Cause, QuotaCause } from '../model/cause.ts';
import type { CheckEvidence, CheckTrial, CheckVerdict } from '../model/documents/check.ts';
import type { Observation } from '../model/trial/observation.ts';
import { causesOrUnknown, causeText, throttledText } from '../report/words/causes.ts';
import { busyQueued } from '../report/words/figures.ts';
import { isThrottled } from '../stats/disturbance.ts';

/** What a check expected and saw, before its outcome. */
export interface Seen {
  readonly expected: string;
  readonly observed: string;
}

/** @param causes what of the reason is a cause */
export function pass(seen: Seen, because: string, causes: readonly Cause[] = []): CheckVerdict {
  return { ...seen, outcome: 'pass', because, causes };
}

/** @param causes what of the reason is a cause */
export function fail(seen: Seen, because: string, causes: readonly Cause[] = []): CheckVerdict {
  return { ...seen, outcome: 'fail', because, causes };
}

/** @param causes what of the reason is a cause */
export function inconclusive(seen: Seen, because: string, causes: readonly Cause[] = []): CheckVerdict {
  return { ...seen, outcome: 'inconclusive', because, causes };
}

/** `busy 1.98, queued 0.02 (cores)`, or `unknown`. */
export function figures({ r, d }: Pick<Observation, 'r' | 'd'>): string {
  return r === null || d === null ? 'unknown' : busyQueued({ r, d });
}

/** The limit that keeps us from more CPUs than that, in words; null where none does, or none that can be seen. */
export function limitSaid({ machine }: CheckEvidence): string | null {
  const { quotaCpus, quotaGroup, allowedCpus, onlineCpus } = machine;
  if (quotaCpus !== null && quotaCpus < allowedCpus.length) {
    return `the quota of ${quotaGroup} allows ${formatRatio(quotaCpus)} CPUs`;
  }
  if (onlineCpus !== null && allowedCpus.length < onlineCpus) {
    return `the affinity mask allows ${allowedCpus.length} of ${onlineCpus} CPUs`;
  }
  return null;
}

/** A limit of ours that kept a trial's workers from what they wanted. */
export interface HeldBack {
  readonly because: string;
  readonly causes: readonly Cause[];
}

/** Why a trial's workers got less than they wanted, where that was a limit of ours; null where it wasn't. */
export function heldBackBy(evidence: CheckEvidence, trial: CheckTrial): HeldBack | null {
  const { conditions } = evidence.trials[trial] ?? { conditions: null };
  if (conditions === null) return null;
  const { throttledPeriods, idleCpus } = conditions;
  if (isThrottled(conditions)) {
    const { quotaCpus } = evidence.machine;
    const quota: QuotaCause = { kind: 'quota', throttledPeriods: throttledPeriods ?? 0, cpus: quotaCpus };
    const limit = limitSaid(evidence) ?? 'a quota applies';
    return { because: `${limit}; ${throttledText(quota)}`, causes: [quota] };
  }
  if (!evidence.heldBackUnseen(trial)) return null;
  const unseen: Cause = { kind: 'unseen', idleCpus: idleCpus ?? 0 };
  return { because: causeText(unseen), causes: [unseen] };
}

/** Whether something other than its own code may have made a trial look worse than it is. */
export function isExcused(evidence: CheckEvidence, trial: CheckTrial): boolean {
  return evidence.disturbed(trial) || heldBackBy(evidence, trial) !== null;
}

/** What else is known to have held a trial's workers back. */
export function causesSaid({ causes }: Observation): string {
  return causesOrUnknown(causes);
}

/** The workers that failed, in words, or null. */
export function deathsSaid({ workers }: Observation): string | null {
  const dead = workers.filter(({ fault, endedOnPurpose }) => fault !== null && !endedOnPurpose);
  return dead.length === 0 ? null : dead.map(({ name, fault }) => `${name}: ${fault?.message}`).join('; ');
}
