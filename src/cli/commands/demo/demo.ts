import type { DemoReport, Exit, ScenarioResult } from '../../../model/documents/report.ts';
import type { Scenario } from '../../../model/scenario.ts';
import { isOfItsCode, OWN_CODE_FAULTS } from '../../../model/trial/evidence.ts';
import type { OutputStyle } from '../../../report/style/output-style.ts';
import { prepareExperimentText } from '../../../report/terminal.ts';
import { scenarioInWords } from '../../../report/words/scenario.ts';
import { NOTHING_SEEN, tooSmall } from '../../../run/session/judge.ts';
import type { ScenarioFindings } from '../../../run/session/scenario-reason.ts';
import { runSession } from '../../../run/session/session.ts';
import { THRESHOLDS } from '../../../stats/thresholds.ts';
import { EXIT } from '../../exit-codes.ts';
import type { TypedOptions } from '../../options/table.ts';
import { shownBy } from '../../output/send-report.ts';
import type { Asked, Command } from '../../program/command.ts';
import { type ChosenExperiments, chooseExperiments } from './choose.ts';
import { quotaNotice, unusedOptions } from './choose-scenarios.ts';

type AskedDemo = Asked & ChosenExperiments;

/** `concur demo`: runs experiments, and prints each as it ends. */
export const demo: Command<AskedDemo, readonly ScenarioResult[], DemoReport> = {
  kind: 'demo',
  needs: () => ['fs.read', 'fs.write', 'child', 'worker', 'net'],
  async ask({ words: names, options }, host) {
    const chosen = await chooseExperiments(names, options, host);
    const further = [...unusedOptions(chosen.scenarios, options), ...quotaNotice(chosen)];
    return { ...chosen, warnings: [...chosen.warnings, ...further], options: { names, ...options } };
  },
  dry: (asked) =>
    Promise.all(
      asked.scenarios.map((scenario) =>
        withSource(scenarioInWords(planned(scenario, asked)), scenario, asked),
      ),
    ),
  run(asked, stage) {
    const { signal, env, isText } = stage;
    return runSession({
      ...asked,
      signal,
      env,
      inWords: scenarioInWords,
      emit(event) {
        // Loaded while the workers work, so that nobody waits for it at the end.
        if (event.type === 'trial-go' && isText) setImmediate(() => void loadText(asked.options));
        stage.emit(event);
      },
      async writeReport(scenario, bare) {
        const result = await withSource(bare, scenario, asked);
        await stage.print((style) => partText(result, asked.options, style));
        return result;
      },
    });
  },
  body: (scenarios) => ({ thresholds: THRESHOLDS, scenarios }),
  exit: ({ scenarios }, ended, { files, fault }) =>
    demoExit(scenarios, ended, fault === null ? [...files.keys()].map(({ name }) => name) : []),
  closing: restText,
};

function planned(scenario: Scenario, { settingOf, planFor }: ChosenExperiments): ScenarioFindings {
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

/** With `--source`: the code of the experiment and of its work. */
async function withSource(
  result: ScenarioResult,
  scenario: Scenario,
  { options, files, planFor }: AskedDemo,
): Promise<ScenarioResult> {
  if (options.source !== true) return result;
  const { sourceOf } = await import('./source.ts');
  return { ...result, source: sourceOf(result.name, planFor(scenario), files.get(scenario) ?? null) };
}

/**
 * What a run's results mean to a script.
 * @param ended how the run was ended early, or null
 * @param own the names of the user's experiments, whose workers nobody but they can have ended
 */
export function demoExit(
  results: readonly ScenarioResult[],
  ended: Exit | null,
  own: readonly string[] = [],
): Exit {
  if (ended !== null) return ended;
  const failed = results.filter((result) => result.outcome === 'fails');
  if (failed.length > 0) {
    const because = failed.flatMap(({ name, because }) => because.map((reason) => `${name}: ${reason}`));
    const isUsers = failed.some((result) => endedByOwnCode(result, own.includes(result.name)));
    return { code: isUsers ? EXIT.userCode : EXIT.fails, reason: because.join('; ') };
  }
  const open = results
    .filter((result) => result.outcome !== 'holds')
    .map(({ name, outcome }) => `${name} is ${outcome}`);
  return { code: EXIT.ok, reason: open.length === 0 ? 'every experiment holds' : open.join('; ') };
}

function endedByOwnCode({ trials }: ScenarioResult, isOwn: boolean): boolean {
  return trials.some(({ workers }) =>
    workers.some(
      ({ fault, endedOnPurpose }) =>
        fault !== null &&
        !endedOnPurpose &&
        (OWN_CODE_FAULTS.includes(fault.code) || (isOwn && isOfItsCode(fault))),
    ),
  );
}

/** Loads what writes experiments as text: while the workers work, nobody waits for it. */
function loadText(options: TypedOptions) {
  return prepareExperimentText(shownBy(options));
}

/** One experiment as text, or its verdict alone. */
async function partText(result: ScenarioResult, options: TypedOptions, style: OutputStyle): Promise<string> {
  return (await loadText(options))[options.quiet === true ? 'line' : 'full'](result, style);
}

/** What is left to print once each experiment is printed. */
async function restText(report: DemoReport, style: OutputStyle): Promise<string> {
  const options: TypedOptions = report.options;
  return options.quiet === true ? '' : (await loadText(options)).closing(report, style);
}
