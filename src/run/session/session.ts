import { seededRandom, shuffled } from '../../base/random.ts';
import { MonotonicClock } from '../../base/time/clock.ts';
import { VirtualClock } from '../../base/time/virtual-clock.ts';
import { Sysroot } from '../../machine/sysroot.ts';
import type { ScenarioResult } from '../../model/documents/report.ts';
import { ENGINES } from '../../model/engines/engines.ts';
import type { Machine } from '../../model/machine/machine.ts';
import type { Scenario } from '../../model/scenario.ts';
import type { Setting } from '../../model/setting.ts';
import type { Emit } from '../../model/trial/events.ts';
import type { Observation } from '../../model/trial/observation.ts';
import type { Plan, TrialPlan } from '../../model/trial/plan.ts';
import { makeRunContext, type RunContext } from '../run-context.ts';
import { runTrial } from '../trial/trial.ts';
import { type AskedFault, withFault } from './apply-fault.ts';
import { NOTHING_SEEN, resultOf, tooSmall } from './judge.ts';
import { missedFaults, trialNotices } from './notices.ts';
import { refuseBrokenCall } from './refuse-call.ts';
import type { ScenarioFindings } from './scenario-reason.ts';

/** What a session runs. */
export interface SessionRequest {
  readonly scenarios: readonly Scenario[];
  readonly machine: Machine;
  /** What was asked of each experiment: an engine, say, that it follows. */
  settingOf(scenario: Scenario): Setting;
  readonly fault: AskedFault | null;
  readonly emit: Emit;
  readonly signal: AbortSignal;
  readonly env: NodeJS.ProcessEnv;
  /** Puts a result's reasons in words. */
  inWords(found: ScenarioFindings): ScenarioResult;
  /** Is given each result as it comes, and gives back what is to be kept of it. */
  writeReport(scenario: Scenario, result: ScenarioResult): Promise<ScenarioResult>;
}

/** Runs experiments one after the other; those after the one in which the signal came are skipped. */
export async function runSession(request: SessionRequest): Promise<ScenarioResult[]> {
  const results: ScenarioResult[] = [];
  const clock = new MonotonicClock();
  for (const scenario of request.scenarios) {
    const found = request.signal.aborted ? notReached(scenario) : await runScenario(scenario, request, clock);
    const result = request.inWords(found);
    request.emit({ type: 'scenario-end', result });
    results.push(await request.writeReport(scenario, result));
  }
  return results;
}

/** An experiment whose turn never came, because the run was ended. */
function notReached({ name, question, hypothesis }: Scenario): ScenarioFindings {
  const asked = 'nothing was run';
  return {
    name,
    question,
    hypothesis,
    asked,
    outcome: 'skipped',
    reasons: [{ kind: 'not-reached' }],
    ...NOTHING_SEEN,
    trials: [],
    skipped: [],
  };
}

/** What an experiment would run: pure, so that `--dry-run` shows the very plan. */
export function planOf(
  scenario: Scenario,
  machine: Machine,
  setting: Setting,
  fault: AskedFault | null,
): Plan {
  return withFault(scenario.plan(machine, setting), fault);
}

async function runScenario(
  scenario: Scenario,
  request: SessionRequest,
  clock: MonotonicClock,
): Promise<ScenarioFindings> {
  const { machine, emit, signal } = request;
  const setting = request.settingOf(scenario);
  if (setting.cpus.length < scenario.needsCpus) return tooSmall(scenario, setting.cpus.length);
  const plan = planOf(scenario, machine, setting, request.fault);
  emit({ type: 'scenario-start', scenario, asked: plan.asked });
  const context = contextFor(request, setting, clock);
  const order = plan.trials.map((_, index) => index);
  const running = scenario.shuffleTrials === true ? shuffled(order, seededRandom(setting.seed)) : order;
  const observations: Observation[] = [];
  for (const index of running) {
    if (signal.aborted) break;
    const trial = plan.trials[index] as TrialPlan;
    const observation = await runTrial(scenario.name, trial, context);
    refuseBrokenCall(scenario, setting, observation);
    observations[index] = observation;
    const notices = [...trialNotices(trial, observation, machine), ...missedFaults(trial, observation)];
    for (const notice of notices) emit({ type: 'warning', notice });
  }
  const done = observations.filter((observation) => observation !== undefined);
  return resultOf(scenario, done, plan, machine, setting);
}

function contextFor(
  { machine, emit, signal, env }: SessionRequest,
  setting: Setting,
  clock: MonotonicClock,
): RunContext {
  const { cpus, seed } = setting;
  const context = makeRunContext({ machine, cpus, seed, emit, signal, env }, clock);
  // In virtual time nothing of this machine is evidence.
  if (setting.engine === null || ENGINES[setting.engine].home !== 'nowhere') return context;
  return { ...context, clock: new VirtualClock(), sysroot: new Sysroot('/nonexistent') };
}
