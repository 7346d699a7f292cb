import { kernelIdentity } from '../base/kernel-identity.ts';
import { countOf } from '../base/units.ts';
import type { Machine } from '../model/machine.ts';
import type { Observation } from '../model/observation.ts';
import type { Plan } from '../model/plan.ts';
import type { ScenarioResult } from '../model/report.ts';
import type { Claim, Scenario } from '../model/scenario.ts';
import type { Setting } from '../model/setting.ts';
import { isDisturbed, wasStopped } from './causes.ts';

/** Folds the observations of an experiment into its result. Pure. */
export function resultOf(
  scenario: Scenario,
  trials: readonly Observation[],
  { asked, trials: planned, skipped = [], hypothesis = scenario.hypothesis }: Plan,
  machine: Machine,
  setting: Setting,
): ScenarioResult {
  const { name, question } = scenario;
  const judged = { name, question, hypothesis, asked, trials, skipped };
  if (trials.length < planned.length || trials.some((trial) => trial.state === 'interrupted')) {
    return {
      ...judged,
      outcome: 'inconclusive',
      because: ['it was stopped before its end'],
      ...NOTHING_SEEN,
    };
  }
  const { claims: raw, story, tables = [], picture = [] } = scenario.judge(trials, machine, setting);
  const busy = trials.some((trial) => isDisturbed(trial.conditions, setting.cpus.length));
  const claims = raw.map((claim) => (busy ? excuseLoad(claim) : claim));
  const deaths = deathsIn(trials);
  const outcome = deaths.length > 0 ? 'fails' : outcomeOf(claims);
  // Claims that fail because somebody died say nothing of their own.
  const because = deaths.length > 0 ? deaths : becauseOf(claims, outcome);
  if (busy && outcome === 'inconclusive') because.push(disturbance(trials));
  return { ...judged, outcome, because, story, claims, tables, picture };
}

/** What an experiment tells that was not run to its end. */
export const NOTHING_SEEN = { story: [], claims: [], tables: [], picture: [] } as const;

/** An experiment that this machine is too small for: nothing was run, so nothing is concluded. */
export function tooSmall(scenario: Scenario, cpus: number): ScenarioResult {
  const { name, question, hypothesis, needsCpus } = scenario;
  return {
    name,
    question,
    hypothesis,
    asked: 'nothing was run',
    outcome: 'inconclusive',
    because: [`it needs ${countOf(needsCpus, 'usable CPU')}, and this run has ${cpus}`],
    ...NOTHING_SEEN,
    trials: [],
    skipped: [],
  };
}

/** The outcome of claims that all have to hold. What was skipped decides nothing, unless there is nothing else. */
export function outcomeOf(claims: readonly Claim[]): ScenarioResult['outcome'] {
  if (claims.length > 0 && claims.every((claim) => claim.outcome === 'skipped')) return 'skipped';
  if (claims.some((claim) => claim.outcome === 'fails')) return 'fails';
  return claims.length === 0 || claims.some((claim) => claim.outcome === 'inconclusive')
    ? 'inconclusive'
    : 'holds';
}

function disturbance(trials: readonly Observation[]): string {
  return trials.some(({ conditions }) => wasStopped(conditions))
    ? 'the run was stopped for a while'
    : 'the machine was busy with other things meanwhile';
}

function excuseLoad(claim: Claim): Claim {
  return claim.loadSensitive && claim.outcome === 'fails' ? { ...claim, outcome: 'inconclusive' } : claim;
}

function becauseOf(claims: readonly Claim[], outcome: ScenarioResult['outcome']): string[] {
  if (outcome === 'holds') {
    const skipped = claims.filter((claim) => claim.outcome === 'skipped').length;
    const held = claims.length - skipped;
    const rest = skipped === 0 ? '' : ` (${skipped} skipped)`;
    return [(held === 1 ? 'its one claim holds' : `all ${held} claims hold`) + rest];
  }
  return claims
    .filter((claim) => claim.outcome === outcome)
    .map((claim) => `${claim.statement}: expected ${claim.expected}, observed ${claim.observed}`);
}

/** The workers that died without the experiment wanting it, in words. */
function deathsIn(trials: readonly Observation[]): string[] {
  return trials.flatMap(({ workers }) =>
    workers
      .filter(({ fault, endedOnPurpose }) => fault !== null && !endedOnPurpose)
      .map((worker) => {
        const { name, startNs, fault, unitsDone, units } = worker;
        const identity = kernelIdentity(worker);
        const who = identity === null ? '' : ` (${identity})`;
        const work =
          units === null ? countOf(unitsDone, 'unit') : `${unitsDone} of ${countOf(units, 'unit')}`;
        const when = startNs === null ? '' : ` after ${work}`;
        return `${name}${who} ${saying(fault?.message ?? '', when)}`;
      }),
  );
}

/** Faults of the worker's own code are quoted; ours already begin with a verb. */
function saying(message: string, when: string): string {
  const isOurs = /^(was|exited|hung|ran|did not) /.test(message) || message.startsWith('hung:');
  return isOurs ? `${message}${when}` : `failed${when}: ${message}`;
}
