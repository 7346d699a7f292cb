import type { Check } from '../model/check/check.ts';
import type { Observation } from '../model/trial/observation.ts';
import { fail, failedWorkers, inconclusive, limitedBy, pass, type Seen } from './verdict.ts';

/** The control: a check that calls everything parallel would be worth nothing. */
export const control: Check = {
  id: 'control',
  title: 'a program that a lock serialises is not taken for a parallel one',
  trial: 'lock',
  judge(evidence) {
    const trial = evidence.trials.lock as Observation;
    const { kind, r, d, causes } = trial;
    const seen: Seen = {
      expected: { kind: 'serialised' },
      observed: { kind: 'kind-first', trial: kind, r, d },
    };
    const failed = failedWorkers(trial);
    if (failed !== null) return fail(seen, failed);
    if (kind === null) return inconclusive(seen, 'no-schedstat');
    if (kind === 'SERIALISED') return pass(seen, 'one-at-a-time');
    // On one CPU the thread that is woken waits for the other's core, and looks as if it wanted to run all along.
    if (evidence.setting.cpus.length < 2) return inconclusive(seen, 'lock-not-recognisable');
    if (evidence.disturbed('lock')) return inconclusive(seen, 'busy-machine', causes);
    const limit = limitedBy(evidence, 'lock');
    if (limit !== null) return inconclusive(seen, limit.reason, limit.causes);
    return fail(seen, 'lock-not-shown');
  },
};
