import type { Check } from '../model/check/check.ts';
import type { Observation } from '../model/trial/observation.ts';
import { THRESHOLDS } from '../stats/thresholds.ts';
import { enoughCores } from '../stats/verdict.ts';
import { cpuLimit, fail, inconclusive, limitedBy, pass, type Seen } from './verdict.ts';

export const parallelism: Check = {
  id: 'parallelism',
  title: 'the required cores can be busy at the same time',
  trial: 'threads',
  judge(evidence) {
    const { r, d, causes } = evidence.trials.threads as Observation;
    const { effectiveCpus } = evidence.machine;
    const required = evidence.demands.parallelism;
    const seen: Seen = {
      expected: required === null ? { kind: 'any-number' } : { kind: 'cores-busy', atLeast: required },
      observed: { kind: 'figures', r, d },
    };
    if (required === null) return pass(seen, 'nothing-required');
    const enough = required * (1 - THRESHOLDS.measuringSlack);
    if (effectiveCpus < enough) {
      const limit = cpuLimit(evidence) ?? ({ kind: 'machine', cpus: effectiveCpus } as const);
      return fail(seen, { kind: 'limit', limit });
    }
    if (r !== null && r >= enough) return pass(seen, 'cores-busy-at-once');
    if (r === null || d === null) return inconclusive(seen, 'no-schedstat');
    const limit = limitedBy(evidence, 'threads');
    // Others of our own group may have used up a quota that is large enough.
    if (limit !== null && !evidence.disturbed('threads')) return fail(seen, limit.reason, limit.causes);
    // What is missing was wanted and not got: the neighbours had it, and that may change.
    if (r >= enoughCores(required) && r + d >= enough)
      return pass(seen, { kind: 'queued-for-rest', causes }, causes);
    return inconclusive(seen, { kind: 'too-few-busy', causes }, causes);
  },
};
