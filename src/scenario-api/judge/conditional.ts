import type { Claim } from '../../model/scenario.ts';
import type { Plan, TrialPlan } from '../../model/trial/plan.ts';
import { type Checked, claim } from './claims.ts';

/** Trials that need something, and why they can't be run here: null where they can. */
export type Conditional = readonly [why: string | null, trials: readonly TrialPlan[]];

/** The trials that can run here, and by their names those that can't. */
export function runnable(
  always: readonly TrialPlan[],
  ...others: readonly Conditional[]
): Required<Pick<Plan, 'trials' | 'skipped'>> {
  return {
    trials: [...always, ...others.flatMap(([why, trials]) => (why === null ? trials : []))],
    skipped: others.flatMap(([why, trials]) =>
      why === null ? [] : trials.map(({ label }) => ({ label, why })),
    ),
  };
}

/** A claim whose trials may not have been run: it is then skipped, and nothing is checked. */
export function claimUnless(why: string | null, id: string, statement: string, check: () => Checked): Claim {
  if (why === null) return claim(id, statement, check());
  const observed = `skipped: ${why}`;
  return { id, statement, expected: 'a trial', observed, outcome: 'skipped', loadSensitive: false };
}
