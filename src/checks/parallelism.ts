import { formatRatio } from '../base/units.ts';
import type { Check } from '../model/documents/check.ts';
import type { Observation } from '../model/trial/observation.ts';
import { THRESHOLDS } from '../stats/thresholds.ts';
import { enoughCores } from '../stats/verdict.ts';
import { causesSaid, fail, figures, heldBackBy, inconclusive, limitSaid, pass } from './verdict.ts';

export const parallelism: Check = {
  id: 'parallelism',
  title: 'the required cores can be busy at the same time',
  trial: 'threads',
  judge(evidence) {
    const trial = evidence.trials.threads as Observation;
    const { r, d } = trial;
    const required = evidence.demands.parallelism;
    const seen = {
      expected: required === null ? 'any number' : `at least ${formatRatio(required)} cores busy`,
      observed: figures(trial),
    };
    if (required === null) return pass(seen, 'nothing was required');
    const enough = required * (1 - THRESHOLDS.measuringSlack);
    if (evidence.machine.effectiveCpus < enough) {
      return fail(seen, limitSaid(evidence) ?? `this machine has ${evidence.machine.effectiveCpus} CPUs`);
    }
    if (r === null || d === null) return inconclusive(seen, 'the kernel doesn’t report how long threads run');
    if (r >= enough) return pass(seen, 'that many cores were busy at the same time');
    const limit = heldBackBy(evidence, 'threads');
    // Others of our own group may have used up a quota that is large enough.
    if (limit !== null && !evidence.disturbed('threads')) return fail(seen, limit.because, limit.causes);
    // What is missing was wanted and not got: the neighbours had it, and that may change.
    if (r >= enoughCores(required) && r + d >= enough) {
      return pass(seen, `threads were queued for the rest: ${causesSaid(trial)}`, trial.causes);
    }
    return inconclusive(seen, `too few cores were busy to decide: ${causesSaid(trial)}`, trial.causes);
  },
};
