import { SCENARIOS } from '../../../scenarios/index.ts';
import { usageError } from '../../base/errors.ts';
import { closest } from '../../base/suggest.ts';
import { listOf } from '../../base/units.ts';
import { readMachine } from '../../machine/read-machine.ts';
import { Sysroot } from '../../machine/sysroot.ts';
import type { RunEvent } from '../../model/events.ts';
import type { Machine } from '../../model/machine.ts';
import type { Exit, ScenarioResult } from '../../model/report.ts';
import type { Scenario } from '../../model/scenario.ts';
import type { Setting } from '../../model/setting.ts';
import type { Warning } from '../../model/warning.ts';
import { planOf, runSession } from '../../run/session.ts';
import { chooseView } from '../choose-view.ts';
import { deliver, prepareDelivery } from '../deliver.ts';
import { demoReport } from '../documents.ts';
import { EXIT, EXIT_OF_SIGNAL } from '../exit-codes.ts';
import type { TypedOptions } from '../options-table.ts';
import type { Output } from '../output.ts';
import { resolveSetting } from '../resolve-options.ts';
import { exitAfter, type Interruption, listenForSignals } from '../signals.ts';
import { sourceOf } from '../source.ts';

/** `concur demo`: choose, plan, run, judge, report. @returns the exit code */
export async function demo(names: readonly string[], options: TypedOptions, output: Output): Promise<number> {
  const startedAt = new Date();
  const scenarios = chooseScenarios(names, options);
  prepareDelivery(options);
  const sysroot = new Sysroot();
  const machine = await readMachine(sysroot, process.env.PATH);
  const shared = resolveSetting(options, machine, sysroot);
  const warnings: Warning[] = unusedOptions(scenarios, options);
  const settingOf = (scenario: Scenario) => settingFor(scenario, shared, options, names.length > 0);
  for (const scenario of scenarios) settingOf(scenario);

  const interruption = listenForSignals();
  const results =
    options.dryRun === true
      ? scenarios.map((scenario) => dryResult(scenario, machine, settingOf(scenario), options))
      : await runAll(scenarios, machine, settingOf, options, output, warnings, interruption);
  const withSource =
    options.source === true ? results.map((result) => ({ ...result, source: sourceOf(result) })) : results;
  const exit = exitOf(results, options, interruption, output);
  const report = demoReport({
    startedAt,
    machine,
    options: { names, ...options },
    warnings,
    scenarios: withSource,
    exit,
  });
  await deliver(report, options, output);
  const signal = interruption.by();
  return signal === null ? exit.code : exitAfter(signal);
}

async function runAll(
  scenarios: readonly Scenario[],
  machine: Machine,
  settingOf: (scenario: Scenario) => Setting,
  options: TypedOptions,
  output: Output,
  warnings: Warning[],
  interruption: Interruption,
): Promise<ScenarioResult[]> {
  const view = await chooseView(options, output);
  const cancelTimeout = startTimeout(options.timeout, interruption);
  output.whenLost(() => interruption.stop('stdout was closed'));
  const emit = (event: RunEvent) => {
    if (event.type === 'warning' && warnings.some(({ message }) => message === event.warning.message)) return;
    if (event.type === 'warning') warnings.push(event.warning);
    view.take(event);
  };
  const fault = options.fault ?? null;
  const { NODE_EXTRA_CA_CERTS: _unused, ...env } = process.env;
  try {
    return await runSession({ scenarios, machine, settingOf, fault, emit, signal: interruption.signal, env });
  } finally {
    cancelTimeout();
    view.close();
  }
}

function chooseScenarios(names: readonly string[], { all }: TypedOptions): readonly Scenario[] {
  const known = SCENARIOS.map((scenario) => scenario.name);
  if (names.length === 0) {
    if (all === true) return SCENARIOS;
    throw usageError(
      'demo needs the name of an experiment',
      `It is one of ${listOf(known, 'or')}; or use --all.`,
    );
  }
  return [...new Set(names)].map((name) => {
    const found = SCENARIOS.find((scenario) => scenario.name === name);
    if (found !== undefined) return found;
    const meant = closest(name, known);
    throw usageError(
      `there is no experiment “${name}”`,
      meant === null ? `There are ${listOf(known)}.` : `Did you mean concur demo ${meant}?`,
    );
  });
}

/** The shared setting, with the engine only where the experiment takes it. */
function settingFor(scenario: Scenario, shared: Setting, { engine }: TypedOptions, named: boolean): Setting {
  if (engine === undefined || scenario.engines.includes(engine)) return shared;
  if (!named) return { ...shared, engine: null };
  const takes = scenario.engines.filter((name) => name !== 'fake');
  throw usageError(
    `${scenario.name} does not run on --engine ${engine}`,
    takes.length === 0
      ? 'It chooses its engines itself: leave --engine out.'
      : `It takes ${listOf(takes, 'or')}.`,
  );
}

/** Options that were typed and that an experiment has no use for: said, not silently dropped. */
function unusedOptions(scenarios: readonly Scenario[], options: TypedOptions): Warning[] {
  const followed = { workers: '--workers', pin: '--pin', steps: '--steps', stepMs: '--step-time' } as const;
  const typed = {
    workers: options.workers,
    pin: options.pin,
    steps: options.steps,
    stepMs: options.stepTime,
  };
  return (Object.keys(followed) as (keyof typeof followed)[]).flatMap((key) => {
    const deaf = scenarios.filter((scenario) => !scenario.follows.includes(key)).map(({ name }) => name);
    if (typed[key] === undefined || deaf.length === 0) return [];
    const message = `${followed[key]} means nothing to ${listOf(deaf)}: the experiment sets it itself`;
    return [{ code: 'OPTION_NOT_USED', message, hint: null }];
  });
}

function dryResult(
  scenario: Scenario,
  machine: Machine,
  setting: Setting,
  options: TypedOptions,
): ScenarioResult {
  const { name, question, hypothesis } = scenario;
  const plan = planOf(scenario, machine, setting, options.fault ?? null);
  const because = ['this is a dry run: nothing was run'];
  return {
    name,
    question,
    hypothesis,
    asked: plan.asked,
    outcome: 'skipped',
    because,
    story: [],
    claims: [],
    trials: [],
    plan,
  };
}

function startTimeout(ms: number | undefined, interruption: Interruption): () => void {
  if (ms === undefined) return () => {};
  const timer = setTimeout(() => interruption.stop('the timeout was reached'), ms);
  return () => clearTimeout(timer);
}

function exitOf(
  results: readonly ScenarioResult[],
  options: TypedOptions,
  interruption: Interruption,
  output: Output,
): Exit {
  const signal = interruption.by();
  if (signal !== null) return { code: EXIT_OF_SIGNAL[signal], reason: `stopped by ${signal}` };
  if (output.isLost) return { code: 141, reason: 'stdout was closed' };
  if (interruption.signal.aborted) {
    return { code: EXIT.timedOut, reason: `--timeout of ${(options.timeout ?? 0) / 1000} s was reached` };
  }
  const failed = results.filter((result) => result.outcome === 'fails');
  if (failed.length > 0) {
    const because = failed.flatMap((result) => result.because.map((reason) => `${result.name}: ${reason}`));
    return { code: EXIT.fails, reason: because.join('; ') };
  }
  const open = results
    .filter((result) => result.outcome !== 'holds')
    .map(({ name, outcome }) => `${name} is ${outcome}`);
  return { code: EXIT.ok, reason: open.length === 0 ? 'every experiment holds' : open.join('; ') };
}
