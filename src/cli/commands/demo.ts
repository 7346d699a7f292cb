import { formatNs } from '../../base/units.ts';
import { readMachine } from '../../machine/read-machine.ts';
import { Sysroot } from '../../machine/sysroot.ts';
import type { RunEvent } from '../../model/events.ts';
import type { Plan } from '../../model/plan.ts';
import type { ScenarioResult } from '../../model/report.ts';
import type { Scenario } from '../../model/scenario.ts';
import type { Warning } from '../../model/warning.ts';
import { planOf, runSession } from '../../run/session.ts';
import { childEnvironment } from '../child-environment.ts';
import { chooseScenarios, settingFor, unusedOptions } from '../choose-scenarios.ts';
import { chooseView } from '../choose-view.ts';
import { prepareDelivery } from '../deliver.ts';
import { demoExit } from '../demo-exit.ts';
import { demoReport } from '../documents.ts';
import { EXIT } from '../exit-codes.ts';
import type { TypedOptions } from '../options-table.ts';
import type { Output } from '../output.ts';
import { resolveSetting } from '../resolve-options.ts';
import { exitAfter, Interruption } from '../signals.ts';

/** `concur demo`: choose, plan, run, judge, report. @returns the exit code */
export async function demo(names: readonly string[], options: TypedOptions, output: Output): Promise<number> {
  const startedAt = new Date();
  const scenarios = chooseScenarios(names, options);
  const delivery = prepareDelivery(options, output);
  const sysroot = new Sysroot();
  const machine = await readMachine(sysroot, process.env.PATH);
  const shared = resolveSetting(options, machine, sysroot);
  const settings = new Map(
    scenarios.map((scenario) => [scenario, settingFor(scenario, shared, options, names.length > 0)]),
  );
  const settingOf = (scenario: Scenario) => settings.get(scenario) ?? shared;
  const warnings = unusedOptions(scenarios, options);
  const interruption = new Interruption().listen();
  const view = chooseView(options, output);
  const emit = (event: RunEvent) => {
    if (event.type === 'warning' && !isNews(event.warning, warnings)) return;
    view.take(event);
    interruption.guard(() => delivery.take(event));
  };
  const deliverOne = async (bare: ScenarioResult) => {
    const result = options.source === true ? await withSource(bare) : bare;
    await interruption.guard(() => delivery.scenario(result));
    return result;
  };
  const fault = options.fault ?? null;
  const cancelTimeout = startTimeout(options.timeout, interruption);
  const results =
    options.dryRun === true
      ? await Promise.all(
          scenarios.map((scenario) =>
            deliverOne(dryResult(scenario, planOf(scenario, machine, settingOf(scenario), fault))),
          ),
        )
      : await runSession({
          scenarios,
          machine,
          settingOf,
          fault,
          emit,
          signal: interruption.signal,
          env: childEnvironment(process.env),
          deliver: deliverOne,
        });
  cancelTimeout();
  view.close();
  const exit = demoExit(results, interruption.exit);
  const chosen = { names, ...options };
  const report = demoReport({ startedAt, machine, options: chosen, warnings, exit }, results);
  await interruption.guard(() => delivery.report(report));
  const signal = interruption.by();
  if (signal !== null) return exitAfter(signal);
  interruption.rethrow();
  return exit.code;
}

/** The same warning from ten trials is one warning. */
function isNews(warning: Warning, warnings: Warning[]): boolean {
  if (warnings.some(({ message }) => message === warning.message)) return false;
  warnings.push(warning);
  return true;
}

function dryResult(scenario: Scenario, plan: Plan): ScenarioResult {
  const { name, question, hypothesis } = scenario;
  return {
    name,
    question,
    hypothesis,
    asked: plan.asked,
    outcome: 'skipped',
    because: ['this is a dry run: nothing was run'],
    story: [],
    claims: [],
    trials: [],
    plan,
  };
}

async function withSource(result: ScenarioResult): Promise<ScenarioResult> {
  const { sourceOf } = await import('../source.ts');
  return { ...result, source: sourceOf(result) };
}

function startTimeout(ms: number | undefined, interruption: Interruption): () => void {
  if (ms === undefined) return () => {};
  const reason = `--timeout: ${formatNs(ms * 1e6)} were over`;
  const timer = setTimeout(() => interruption.stop({ code: EXIT.timedOut, reason }), ms);
  return () => clearTimeout(timer);
}
