import type { Cause, QuotaCause } from '../model/cause.ts';
import type { CheckEvidence, CheckTrial } from '../model/check/check.ts';
import type {
  CheckFinding,
  CheckReason,
  CpuLimit,
  FailedWorker,
  PlainReason,
} from '../model/check/finding.ts';
import type { Observation } from '../model/trial/observation.ts';
import { isThrottled } from '../stats/disturbance.ts';

/** What a check expected and observed, before its outcome. */
export type Seen = Pick<CheckFinding, 'expected' | 'observed'>;
type Reason = CheckReason | PlainReason;

/** @param causes what of the reason is a cause */
export function pass(seen: Seen, reason: Reason, causes: readonly Cause[] = []): CheckFinding {
  return { ...seen, outcome: 'pass', reason: whole(reason), causes };
}

/** @param causes what of the reason is a cause */
export function fail(seen: Seen, reason: Reason, causes: readonly Cause[] = []): CheckFinding {
  return { ...seen, outcome: 'fail', reason: whole(reason), causes };
}

/** @param causes what of the reason is a cause */
export function inconclusive(seen: Seen, reason: Reason, causes: readonly Cause[] = []): CheckFinding {
  return { ...seen, outcome: 'inconclusive', reason: whole(reason), causes };
}

function whole(reason: Reason): CheckReason {
  return typeof reason === 'string' ? { kind: reason } : reason;
}

/** The limit that keeps us from more CPUs than that; null where none does, or none that can be seen. */
export function cpuLimit({ machine }: CheckEvidence): CpuLimit | null {
  const { quotaCpus, quotaGroup, allowedCpus, onlineCpus } = machine;
  if (quotaCpus !== null && quotaCpus < allowedCpus.length)
    return { kind: 'quota', group: quotaGroup, cpus: quotaCpus };
  if (onlineCpus !== null && allowedCpus.length < onlineCpus)
    return { kind: 'affinity', allowed: allowedCpus.length, online: onlineCpus };
  return null;
}

/** A limit of ours that kept a trial's workers from what they wanted. */
export interface Limited {
  readonly reason: CheckReason;
  readonly causes: readonly Cause[];
}

/** Why a trial's workers got less than they wanted, where that was a limit of ours; null where it wasn't. */
export function limitedBy(evidence: CheckEvidence, trial: CheckTrial): Limited | null {
  const { conditions } = evidence.trials[trial] ?? { conditions: null };
  if (conditions === null) return null;
  const { throttledPeriods, idleCpus } = conditions;
  if (isThrottled(conditions)) {
    const { quotaCpus } = evidence.machine;
    const quota: QuotaCause = { kind: 'quota', throttledPeriods: throttledPeriods ?? 0, cpus: quotaCpus };
    return { reason: { kind: 'throttled', limit: cpuLimit(evidence), quota }, causes: [quota] };
  }
  if (!evidence.heldBackUnseen(trial)) return null;
  const causes: readonly Cause[] = [{ kind: 'unseen', idleCpus: idleCpus ?? 0 }];
  return { reason: { kind: 'causes', causes }, causes };
}

/** Whether something other than its own code may have made a trial look worse than it is. */
export function isExcused(evidence: CheckEvidence, trial: CheckTrial): boolean {
  return evidence.disturbed(trial) || limitedBy(evidence, trial) !== null;
}

/** The workers that failed, as a reason; null where none did. */
export function failedWorkers({ workers }: Observation): CheckReason | null {
  const failed = workers.flatMap(({ name, fault, endedOnPurpose }): FailedWorker[] =>
    fault === null || endedOnPurpose ? [] : [{ name, fault }],
  );
  return failed.length === 0 ? null : { kind: 'workers-failed', workers: failed };
}
