import type { Cause } from '../../model/cause.ts';
import type { ScenarioResult } from '../../model/documents/report.ts';
import type { Machine } from '../../model/machine/machine.ts';
import type { Claim, Scenario } from '../../model/scenario.ts';
import type { Setting } from '../../model/setting.ts';
import type { Observation } from '../../model/trial/observation.ts';
import type { Plan } from '../../model/trial/plan.ts';
import { whyNoBroker, whyNoPython } from '../../scenario-api/index.ts';
import { isDisturbed, wasStopped } from '../../stats/disturbance.ts';
import { causesAround, isKeptWaiting } from '../causes.ts';
import type { ScenarioFindings, ScenarioReason } from './scenario-reason.ts';

/** Folds the observations of an experiment into its result. Pure. */
export function resultOf(
  scenario: Scenario,
  trials: readonly Observation[],
  { asked, trials: planned, skipped = [], hypothesis = scenario.hypothesis }: Plan,
  machine: Machine,
  setting: Setting,
): ScenarioFindings {
  const { name, question } = scenario;
  const judged = { name, question, hypothesis, asked, trials, skipped };
  if (trials.length < planned.length || trials.some((trial) => trial.state === 'interrupted')) {
    return { ...judged, outcome: 'inconclusive', reasons: [{ kind: 'interrupted' }], ...NOTHING_SEEN };
  }
  const { claims: raw, story, tables = [], picture = [] } = scenario.judge(trials, machine, setting);
  const excuse = disturbance(trials, setting.cpus.length);
  const claims = raw.map((claim) => (excuse === null ? claim : excuseLoad(claim)));
  const ended = endedUnasked(trials);
  const outcome = ended.length > 0 ? 'fails' : outcomeOf(claims);
  // Claims that fail because somebody died say nothing of their own.
  const reasons = ended.length > 0 ? ended : reasonsOf(claims, outcome);
  const found = { ...judged, story, claims, tables, picture };
  const lacking = outcome === 'fails' ? null : whyNotAbout(scenario, machine);
  if (lacking !== null) return { ...found, outcome: 'skipped', reasons: [lacking], causes: [] };
  if (excuse === null || outcome !== 'inconclusive') return { ...found, outcome, reasons, causes: [] };
  const causes = disturbancesOf(trials, setting.cpus.length);
  return { ...found, outcome, reasons: [...reasons, excuse], causes };
}

/** What the experiment is about isn't here: what is found out besides answers another question. */
function whyNotAbout({ isAboutPython, needsBroker }: Scenario, machine: Machine): ScenarioReason | null {
  const noPython = isAboutPython === true ? whyNoPython(machine) : null;
  if (noPython !== null) return { kind: 'no-python', why: noPython };
  const noBroker = needsBroker === true ? whyNoBroker(machine) : null;
  return noBroker === null ? null : { kind: 'no-broker', why: noBroker };
}

/** What an experiment tells that was not run to its end. */
export const NOTHING_SEEN = { causes: [], story: [], claims: [], tables: [], picture: [] } as const;

/** An experiment that this machine is too small for: nothing was run, so nothing is concluded. */
export function tooSmall(scenario: Scenario, cpus: number): ScenarioFindings {
  const { name, question, hypothesis, needsCpus } = scenario;
  return {
    name,
    question,
    hypothesis,
    asked: 'nothing was run',
    outcome: 'inconclusive',
    reasons: [{ kind: 'too-few-cpus', needed: needsCpus, usable: cpus }],
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

/** What excuses claims that a busy machine alone can make look false; null where nothing does. */
function disturbance(trials: readonly Observation[], cpus: number): ScenarioReason | null {
  if (trials.some(({ conditions }) => wasStopped(conditions))) return { kind: 'stopped' };
  if (trials.some(({ conditions }) => isDisturbed(conditions, cpus))) return { kind: 'busy' };
  return trials.some((trial) => isKeptWaiting(trial, cpus)) ? { kind: 'kept-waiting' } : null;
}

/** What else went on, trial by trial; the first of a kind stands for all. */
function disturbancesOf(trials: readonly Observation[], cpus: number): Cause[] {
  const around = { cpus, unseen: false, quotaCpus: null };
  const causes = trials
    .filter(({ conditions }) => isDisturbed(conditions, cpus))
    .flatMap(({ conditions }) => causesAround(conditions, around));
  return causes.filter((cause) => causes.find(({ kind }) => kind === cause.kind) === cause);
}

function excuseLoad(claim: Claim): Claim {
  return claim.loadSensitive && claim.outcome === 'fails' ? { ...claim, outcome: 'inconclusive' } : claim;
}

function reasonsOf(claims: readonly Claim[], outcome: ScenarioResult['outcome']): ScenarioReason[] {
  if (outcome === 'holds') {
    const skipped = claims.filter((claim) => claim.outcome === 'skipped').length;
    return [{ kind: 'all-hold', held: claims.length - skipped, skipped }];
  }
  return claims
    .filter((claim) => claim.outcome === outcome)
    .map((claim): ScenarioReason => ({ kind: 'claim', claim }));
}

/** The workers that ended without the experiment wanting it. */
function endedUnasked(trials: readonly Observation[]): ScenarioReason[] {
  return trials
    .flatMap(({ workers }) => workers)
    .filter(({ fault, endedOnPurpose }) => fault !== null && !endedOnPurpose)
    .map((worker) => ({ kind: 'worker-ended', worker }));
}
