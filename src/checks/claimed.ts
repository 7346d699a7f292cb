import { formatRatio } from '../base/units.ts';
import type { Check, CheckEvidence } from '../model/documents/check.ts';
import type { Observation } from '../model/trial/observation.ts';
import { THRESHOLDS } from '../stats/thresholds.ts';
import { causesSaid, fail, figures, heldBackBy, inconclusive, limitSaid, pass } from './verdict.ts';

export const claimed: Check = {
  id: 'claimed',
  title: 'Node reports no more CPUs than it can use',
  trial: 'threads',
  judge(evidence) {
    const { claimedCpus, demands, machine } = evidence;
    const trial = evidence.trials.threads as Observation;
    const { r, d } = trial;
    const limit = heldBackBy(evidence, 'threads');
    const attainable = attainableCpus(evidence, limit !== null);
    const seen = {
      expected: `os.availableParallelism() at most ${demands.maxClaimedRatio} × the measured CPUs`,
      observed: `${claimedCpus} reported, ${attainable === null ? 'unknown' : `${formatRatio(attainable)} attainable`} (${figures(trial)})`,
    };
    const tooMany = (cpus: number) => claimedCpus > cpus * demands.maxClaimedRatio;
    // What the limits say is sure, whatever was measured.
    if (tooMany(machine.effectiveCpus)) return fail(seen, limitSaid(evidence) ?? 'the limits allow fewer');
    if (r === null || d === null || attainable === null)
      return inconclusive(seen, 'the kernel doesn’t report how long threads run');
    if (trial.workers.length < machine.allowedCpus.length)
      return inconclusive(seen, `only ${trial.workers.length} of the allowed CPUs were measured`);
    if (!tooMany(attainable * (1 + THRESHOLDS.measuringSlack)))
      return pass(seen, 'a pool of that size gets its cores');
    const isSure = limit !== null && !evidence.disturbed('threads');
    return isSure
      ? fail(seen, limit.because, limit.causes)
      : inconclusive(seen, causesSaid(trial), trial.causes);
  },
};

/** Cores that we would get from a quiet machine: under a limit those that we got, else also those that we wanted. */
function attainableCpus({ machine, trials }: CheckEvidence, isLimited: boolean): number | null {
  const { r, d } = trials.threads as Observation;
  if (r === null || d === null) return null;
  return Math.min(machine.effectiveCpus, isLimited ? r : r + d);
}
