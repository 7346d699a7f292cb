import type { Check, CheckEvidence } from '../model/check/check.ts';
import type { Observation } from '../model/trial/observation.ts';
import { THRESHOLDS } from '../stats/thresholds.ts';
import { cpuLimit, fail, inconclusive, limitedBy, pass, type Seen } from './verdict.ts';

export const claimed: Check = {
  id: 'claimed',
  title: 'Node reports no more CPUs than it can use',
  trial: 'threads',
  judge(evidence) {
    const { claimedCpus, demands, machine } = evidence;
    const { r, d, workers, causes } = evidence.trials.threads as Observation;
    const limit = limitedBy(evidence, 'threads');
    const attainable = attainableCpus(evidence, limit !== null);
    const seen: Seen = {
      expected: { kind: 'reported-cpus', maxRatio: demands.maxClaimedRatio },
      observed: { kind: 'attainable', reported: claimedCpus, cpus: attainable, r, d },
    };
    const tooMany = (cpus: number) => claimedCpus > cpus * demands.maxClaimedRatio;
    // What the limits say is sure, whatever was measured.
    if (tooMany(machine.effectiveCpus))
      return fail(seen, { kind: 'limit', limit: cpuLimit(evidence) ?? { kind: 'unknown' } });
    if (attainable === null) return inconclusive(seen, 'no-schedstat');
    if (workers.length < machine.allowedCpus.length)
      return inconclusive(seen, { kind: 'partly-measured', workers: workers.length });
    if (!tooMany(attainable * (1 + THRESHOLDS.measuringSlack))) return pass(seen, 'pool-gets-its-cores');
    const isSure = limit !== null && !evidence.disturbed('threads');
    return isSure
      ? fail(seen, limit.reason, limit.causes)
      : inconclusive(seen, { kind: 'causes', causes }, causes);
  },
};

/** Cores that we would get from a quiet machine: under a limit those that we got, else also those that we wanted. */
function attainableCpus({ machine, trials }: CheckEvidence, isLimited: boolean): number | null {
  const { r, d } = trials.threads as Observation;
  if (r === null || d === null) return null;
  return Math.min(machine.effectiveCpus, isLimited ? r : r + d);
}
