import { ConcurError } from '../../base/errors.ts';
import { readMachine } from '../../machine/read-machine.ts';
import { Sysroot } from '../../machine/sysroot.ts';
import type { RunEvent } from '../../model/events.ts';
import type { Machine } from '../../model/machine.ts';
import type { Plan } from '../../model/plan.ts';
import { PYTHON_ENGINES } from '../../model/plan.ts';
import type { ScenarioResult } from '../../model/report.ts';
import type { Scenario } from '../../model/scenario.ts';
import type { Setting } from '../../model/setting.ts';
import type { Warning } from '../../model/warning.ts';
import { scenarioInWords } from '../../report/words/scenario.ts';
import type { AskedFault } from '../../run/apply-fault.ts';
import { NOTHING_SEEN, tooSmall } from '../../run/judge.ts';
import type { ScenarioFindings } from '../../run/scenario-reason.ts';
import { planOf, runSession } from '../../run/session.ts';
import { childEnvironment } from '../child-environment.ts';
import { chooseScenarios, quotaWarning, settingFor, unusedOptions } from '../choose-scenarios.ts';
import { chooseView } from '../choose-view.ts';
import { type Delivery, prepareDelivery } from '../deliver.ts';
import { demoExit } from '../demo-exit.ts';
import { demoReport } from '../documents.ts';
import type { OwnExperiment } from '../experiment/load.ts';
import { isFileName } from '../module-file.ts';
import type { Output } from '../output.ts';
import { resolveSetting } from '../resolve-options.ts';
import { exitAfter, Interruption } from '../signals.ts';
import type { TypedOptions } from '../typed-options.ts';

/** `concur demo`: choose, plan, run, judge, report. @returns the exit code */
export async function demo(names: readonly string[], options: TypedOptions, output: Output): Promise<number> {
  if (options.new !== undefined) {
    const { newExperiment } = await import('../experiment/new.ts');
    return newExperiment(names, { ...options, new: options.new }, output);
  }
  const startedAt = new Date();
  const delivery = prepareDelivery(options, output);
  const chosen = await choose(names, options);
  const warnings = [...unusedOptions(chosen.scenarios, options), ...quotaWarning(chosen)];
  const interruption = new Interruption().listen();
  const results = await carryOut(chosen, options, { delivery, interruption, warnings, output });
  const exit = demoExit(results, interruption.exit);
  const head = { startedAt, machine: chosen.machine, options: { names, ...options }, warnings, exit };
  await interruption.guard(() => delivery.report(demoReport(head, results)));
  const signal = interruption.by();
  if (signal !== null) return exitAfter(signal);
  interruption.rethrow();
  return exit.code;
}

/** What is to be run, checked against what this machine has. */
interface Chosen {
  readonly scenarios: readonly Scenario[];
  /** Where those are that the user wrote. */
  readonly files: ReadonlyMap<Scenario, string>;
  readonly machine: Machine;
  readonly fault: AskedFault | null;
  settingOf(scenario: Scenario): Setting;
  /** Null where this machine is too small for the experiment. */
  planFor(scenario: Scenario): Plan | null;
}

async function choose(names: readonly string[], options: TypedOptions): Promise<Chosen> {
  const own = await ownExperiments(names);
  const scenarios = chooseScenarios(names, options, own);
  const sysroot = new Sysroot();
  const machine = await withPython(await readMachine(sysroot, process.env.PATH), scenarios, options);
  const shared = resolveSetting(options, machine, sysroot);
  const settings = new Map(
    scenarios.map((scenario) => [scenario, settingFor(scenario, shared, options, names.length > 0)]),
  );
  const fault = options.fault ?? null;
  const settingOf = (scenario: Scenario) => settings.get(scenario) ?? shared;
  const planFor = (scenario: Scenario) => {
    const setting = settingOf(scenario);
    return setting.cpus.length < scenario.needsCpus ? null : planOf(scenario, machine, setting, fault);
  };
  const files = new Map([...own.values()].map(({ scenario, file }) => [scenario, file]));
  // What is wrong with a user's plan is said before anything runs.
  for (const scenario of files.keys()) planFor(scenario);
  return { scenarios, files, machine, fault, settingOf, planFor };
}

async function ownExperiments(names: readonly string[]): Promise<ReadonlyMap<string, OwnExperiment>> {
  if (!names.some(isFileName)) return new Map();
  return (await import('../experiment/load.ts')).loadExperiments(names);
}

/** Looks for Python where an experiment has a use for it. @throws ConcurError where one that was named can't be run */
async function withPython(
  machine: Machine,
  scenarios: readonly Scenario[],
  { python: named, engine, call }: TypedOptions,
): Promise<Machine> {
  // What was asked for by name has to be there; what is merely run beside Node is skipped.
  const isNeeded = PYTHON_ENGINES.some((name) => name === engine) || call?.language === 'python';
  const isUsed = isNeeded || scenarios.some(({ usesPython }) => usesPython === true);
  if (!isUsed) return machine;
  const { findPython } = await import('../../machine/python.ts');
  const python = await findPython(named ?? 'python3', childEnvironment(process.env));
  if (python.state === 'missing' && (named !== undefined || isNeeded)) {
    const hint =
      named === undefined
        ? 'Install Python 3, or name it: --python PATH.'
        : 'Name another one: --python PATH.';
    throw new ConcurError('CAPABILITY_MISSING', python.why, { hint });
  }
  return { ...machine, python };
}

/** Where what happens goes. */
interface Outlets {
  readonly delivery: Delivery;
  readonly interruption: Interruption;
  readonly warnings: Warning[];
  readonly output: Output;
}

async function carryOut(chosen: Chosen, options: TypedOptions, outlets: Outlets): Promise<ScenarioResult[]> {
  const { delivery, interruption, warnings, output } = outlets;
  const deliver = async (scenario: Scenario, bare: ScenarioResult) => {
    const result = options.source === true ? await withSource(bare, scenario, chosen) : bare;
    await interruption.guard(() => delivery.scenario(result));
    return result;
  };
  if (options.dryRun === true) {
    return Promise.all(
      chosen.scenarios.map((scenario) => deliver(scenario, scenarioInWords(dryResult(scenario, chosen)))),
    );
  }
  const view = chooseView(options, output);
  const emit = (event: RunEvent) => {
    if (event.type === 'warning' && !isNews(event.warning, warnings)) return;
    view.take(event);
    interruption.guard(() => delivery.take(event));
  };
  const cancelTimeout = interruption.stopAfter(options.timeout);
  const env = childEnvironment(process.env);
  try {
    return await runSession({
      ...chosen,
      emit,
      signal: interruption.signal,
      env,
      inWords: scenarioInWords,
      deliver,
    });
  } finally {
    cancelTimeout();
    view.close();
  }
}

/** The same warning from ten trials is one warning. */
function isNews(warning: Warning, warnings: Warning[]): boolean {
  if (warnings.some(({ message }) => message === warning.message)) return false;
  warnings.push(warning);
  return true;
}

function dryResult(scenario: Scenario, { settingOf, planFor }: Chosen): ScenarioFindings {
  const plan = planFor(scenario);
  if (plan === null) return tooSmall(scenario, settingOf(scenario).cpus.length);
  const { name, question } = scenario;
  const { hypothesis = scenario.hypothesis } = plan;
  return {
    name,
    question,
    hypothesis,
    asked: plan.asked,
    outcome: 'skipped',
    reasons: [{ kind: 'dry-run' }],
    ...NOTHING_SEEN,
    trials: [],
    skipped: plan.skipped ?? [],
    plan,
  };
}

async function withSource(
  result: ScenarioResult,
  scenario: Scenario,
  { files, planFor }: Chosen,
): Promise<ScenarioResult> {
  const { sourceOf } = await import('../source.ts');
  return { ...result, source: sourceOf(result.name, planFor(scenario), files.get(scenario) ?? null) };
}
