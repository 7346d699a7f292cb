import type { Check } from '../model/documents/check.ts';
import type { Observation } from '../model/trial/observation.ts';
import { deathsSaid, fail, figures, heldBackBy, inconclusive, pass } from './verdict.ts';

/** The control: a check that calls everything parallel would be worth nothing. */
export const control: Check = {
  id: 'control',
  title: 'a program that a lock serialises is not taken for a parallel one',
  trial: 'lock',
  judge(evidence) {
    const trial = evidence.trials.lock as Observation;
    const seen = { expected: 'SERIALISED', observed: `${trial.kind ?? 'unknown'}, ${figures(trial)}` };
    const deaths = deathsSaid(trial);
    if (deaths !== null) return fail(seen, deaths);
    if (trial.kind === null) return inconclusive(seen, 'the kernel doesn’t report how long threads run');
    if (trial.kind === 'SERIALISED') return pass(seen, 'two threads that share one lock run one at a time');
    // On one CPU the thread that is woken waits for the other's core, and looks as if it wanted to run all along.
    if (evidence.setting.cpus.length < 2)
      return inconclusive(seen, 'one usable CPU: a lock can’t be recognised on one CPU');
    if (evidence.disturbed('lock'))
      return inconclusive(seen, 'the machine was busy with other things', trial.causes);
    const limit = heldBackBy(evidence, 'lock');
    if (limit !== null) return inconclusive(seen, limit.because, limit.causes);
    return fail(seen, 'the evidence of this machine doesn’t show a lock: its verdicts are not reliable');
  },
};
