import { usageError } from '../../base/errors.ts';
import { countOf } from '../../base/units.ts';
import { readMachineAndWarnings } from '../../machine/read-machine.ts';
import { Sysroot } from '../../machine/sysroot.ts';
import type { CompareReport } from '../../model/comparison.ts';
import type { Machine } from '../../model/machine.ts';
import type { EngineName } from '../../model/plan.ts';
import type { Exit } from '../../model/report.ts';
import type { Warning } from '../../model/warning.ts';
import { recommendationInWords } from '../../report/words/recommendation.ts';
import { type Compared, compareEngines, contestantsOf } from '../../run/series/compare.ts';
import type { UnitWork } from '../../run/series/contestant.ts';
import { checkComparable } from '../../run/series/judge-baseline.ts';
import { recommendedWorkers } from '../../stats/recommend.ts';
import { chooseEngines } from '../choose-engines.ts';
import { chooseWork, readAsked } from '../choose-work.ts';
import { compareExit } from '../compare-exit.ts';
import { deliverCompare } from '../deliver-series.ts';
import { documentHead } from '../documents.ts';
import { inSeriesLab, tellTimeout } from '../in-series-lab.ts';
import { NO_COMPARISON } from '../nothing-found.ts';
import type { Output } from '../output.ts';
import { stdoutPage } from '../page.ts';
import { readBaseline } from '../read-baseline.ts';
import { checkEnoughUnits, type SeriesSetting, seriesSetting } from '../series-setting.ts';
import { exitAfter, Interruption } from '../signals.ts';
import { checkTargets } from '../targets.ts';
import type { TypedOptions } from '../typed-options.ts';

const FORMATS = ['json', 'csv', 'md', 'adoc', 'text', 'perfetto', 'html'] as const;
const MARGIN = 0.05;
const MAX_REGRESS = 0.1;

/** `concur compare`: the same work on several engines, in turns. @returns the exit code */
export async function compare(
  words: readonly string[],
  options: TypedOptions,
  output: Output,
): Promise<number> {
  const startedAt = new Date();
  const onStdout = checkTargets(options, FORMATS);
  checkRegressOptions(options);
  const asked = readAsked(words);
  const work = chooseWork(asked.source, options);
  const { engines, warnings } = chooseEngines(asked.engines, work);
  const sysroot = new Sysroot();
  const read = await readMachineAndWarnings(sysroot, process.env.PATH);
  const { machine } = read;
  const setting = seriesSetting(options, machine, sysroot);
  const chosen = { work, engines, machine, setting, workers: workersFor(setting, work, machine) };
  const interruption = new Interruption();
  const found =
    options.dryRun === true
      ? planned(chosen)
      : await carryOut(chosen, options, interruption.listen(), output);
  const exit: Exit =
    options.dryRun === true ? { code: 0, reason: 'a dry run' } : compareExit(found, interruption.exit);
  const head = documentHead('concur/compare@1', {
    startedAt,
    machine,
    options: { what: words, ...options },
    warnings: [...read.warnings, ...warnings, ...found.warnings],
    exit,
  });
  const recommendation = recommendationInWords(found.recommendation);
  const report: CompareReport = { ...found, ...head, recommendation };
  await deliverCompare(report, await stdoutPage(options.color), options, output, onStdout);
  const signal = interruption.by();
  if (signal !== null) return exitAfter(signal);
  interruption.rethrow();
  return exit.code;
}

function checkRegressOptions({ baseline, maxRegress }: TypedOptions): void {
  if (maxRegress === undefined || baseline !== undefined) return;
  throw usageError('--max-regress needs an earlier report', 'Name it: --baseline FILE.');
}

/** What is to be run, checked against what this machine has. */
interface Chosen {
  readonly work: UnitWork;
  readonly engines: readonly EngineName[];
  readonly machine: Machine;
  readonly setting: SeriesSetting;
  readonly workers: number;
}

/** As many as were asked for; else one for each whole CPU that we may use, but none without a unit. */
function workersFor({ workers, layout }: SeriesSetting, work: UnitWork, machine: Machine): number {
  if (workers !== null) {
    checkEnoughUnits(work, workers);
    return workers;
  }
  const usable = recommendedWorkers(Math.min(machine.effectiveCpus, layout.cpus.length), null) ?? 1;
  return Math.min(usable, work.about.units);
}

async function carryOut(
  { work, engines, machine, setting, workers }: Chosen,
  options: TypedOptions,
  interruption: Interruption,
  output: Output,
): Promise<Compared> {
  const baseline = options.baseline === undefined ? null : readBaseline(options.baseline);
  if (baseline !== null) {
    const labels = contestantsOf({ engines, workers, work }).map(({ label }) => label);
    checkComparable(baseline, { machine, workload: work.about, options: { ...options }, workers, labels });
  }
  const found = await inSeriesLab({ machine, setting, options, interruption, output }, (lab, rules) =>
    compareEngines({
      engines,
      workers,
      work,
      layout: setting.layout,
      rules,
      margin: options.margin ?? MARGIN,
      baseline: baseline === null ? null : { report: baseline, limit: options.maxRegress ?? MAX_REGRESS },
      lab,
    }),
  );
  tellTimeout(interruption, found.runs, work);
  return found;
}

/** What would run, in words: nothing is known yet. */
function planned({ work, engines, workers, setting }: Chosen): Compared {
  const { enoughRuns } = setting.rules(0);
  const names = contestantsOf({ engines, workers, work }).map(({ label }) => label);
  const message = `this would run ${names.join(', ')} in turns, up to ${countOf(enoughRuns, 'run')} each: ${work.about.units} units of ${work.about.name} on ${countOf(workers, 'worker')}`;
  const warning: Warning = { code: 'DRY_RUN', message, hint: null };
  return { workload: work.about, seed: setting.seed, ...NO_COMPARISON, warnings: [warning] };
}
