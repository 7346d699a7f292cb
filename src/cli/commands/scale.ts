import { usageError } from '../../base/errors.ts';
import { countOf, listOf } from '../../base/units.ts';
import { readMachineAndWarnings } from '../../machine/read-machine.ts';
import { Sysroot } from '../../machine/sysroot.ts';
import type { FunctionSource } from '../../model/function-source.ts';
import { ENGINE_NAMES, type EngineName } from '../../model/plan.ts';
import type { Exit } from '../../model/report.ts';
import type { ScaleReport } from '../../model/scaling.ts';
import type { Warning } from '../../model/warning.ts';
import { scalingInWords } from '../../report/words/scaling.ts';
import type { UnitWork } from '../../run/series/contestant.ts';
import { type Scaled, scaleContestants, scaleWorkers } from '../../run/series/scale.ts';
import { chooseEngines } from '../choose-engines.ts';
import { chooseWork } from '../choose-work.ts';
import { deliverScale } from '../deliver-series.ts';
import { documentHead } from '../documents.ts';
import { EXIT } from '../exit-codes.ts';
import { inSeriesLab, tellTimeout } from '../in-series-lab.ts';
import { readSource } from '../named-function.ts';
import { NO_SCALING } from '../nothing-found.ts';
import type { Output } from '../output.ts';
import { stdoutPage } from '../page.ts';
import { checkWorkers } from '../resolve-options.ts';
import { checkEnoughUnits, type SeriesSetting, seriesSetting } from '../series-setting.ts';
import { exitAfter, Interruption } from '../signals.ts';
import { checkTargets } from '../targets.ts';
import type { TypedOptions } from '../typed-options.ts';

const FORMATS = ['json', 'csv', 'md', 'adoc', 'text', 'perfetto', 'html'] as const;
/** Up to so many CPUs every number of workers is tried; beyond, each doubling. */
const FEW_CPUS = 8;

/** `concur scale`: the same work with more and more workers. @returns the exit code */
export async function scale(
  what: string | undefined,
  options: TypedOptions,
  output: Output,
): Promise<number> {
  const startedAt = new Date();
  const onStdout = checkTargets(options, FORMATS);
  const work = chooseWork(what === undefined ? null : readFunction(what), options);
  const [engine = 'threads'] = chooseEngines([options.engine ?? 'threads'], work).engines;
  const sysroot = new Sysroot();
  const { machine, warnings } = await readMachineAndWarnings(sysroot, process.env.PATH);
  const setting = seriesSetting(options, machine, sysroot);
  const counts = options.workerCounts ?? defaultCounts(setting.layout.cpus.length, work.about.units);
  checkWorkers(counts.at(-1), sysroot);
  checkEnoughUnits(work, counts.at(-1) ?? 1);
  const interruption = new Interruption();
  const request = { engine, counts, work, layout: setting.layout, predictFor: options.predict ?? [] };
  const isDry = options.dryRun === true;
  const found = isDry
    ? planned(request, setting)
    : await inSeriesLab(
        { machine, setting, options, interruption: interruption.listen(), output },
        (lab, rules) => scaleWorkers({ ...request, rules, lab }),
      );
  tellTimeout(interruption, found.runs, work);
  const exit: Exit = interruption.exit ?? { code: EXIT.ok, reason: isDry ? 'a dry run' : 'scaled' };
  const head = documentHead('concur/scale@1', {
    startedAt,
    machine,
    options: { what, ...options },
    warnings: [...warnings, ...found.warnings],
    exit,
  });
  const report: ScaleReport = { ...scalingInWords(found), ...head };
  await deliverScale(report, await stdoutPage(options.color), options, output, onStdout);
  const signal = interruption.by();
  if (signal !== null) return exitAfter(signal);
  interruption.rethrow();
  return exit.code;
}

function readFunction(what: string): FunctionSource {
  if (ENGINE_NAMES.some((name) => name === what)) {
    throw usageError(`scale takes a function, not an engine: ${what}`, `Try concur scale --engine ${what}.`);
  }
  return readSource(what);
}

/** 1 to twice the usable CPUs: all of them where they are few, else each doubling, and the CPUs' own number. */
export function defaultCounts(cpus: number, units: number): number[] {
  const most = Math.min(cpus * 2, units);
  const all = Array.from({ length: most }, (_, index) => index + 1);
  if (cpus <= FEW_CPUS) return all;
  return all.filter((count) => Math.log2(count) % 1 === 0 || count === cpus || count === most);
}

/** What would run, in words: nothing is known yet. */
function planned(
  { engine, counts, work }: { engine: EngineName; counts: readonly number[]; work: UnitWork },
  setting: SeriesSetting,
): Scaled {
  const tried = scaleContestants({ engine, counts, work }).map(({ workers }) => `${workers}`);
  const runs = countOf(setting.rules(0).enoughRuns, 'run');
  const message = `this would run ${listOf(tried)} workers on ${engine} in turns, up to ${runs} each: ${work.about.units} units of ${work.about.name}`;
  const warning: Warning = { code: 'DRY_RUN', message, hint: null };
  return { workload: work.about, engine, seed: setting.seed, ...NO_SCALING, warnings: [warning] };
}
