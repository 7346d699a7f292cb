import { usageError } from '../../../base/errors/errors.ts';
import { permissionsOf } from '../../../engine/permissions.ts';
import type { ScaleReport } from '../../../model/documents/scaling.ts';
import { ENGINE_NAMES, shortName } from '../../../model/engines/engine-names.ts';
import type { Runtime } from '../../../model/engines/engine-traits.ts';
import type { EngineName } from '../../../model/engines/engines.ts';
import { scalingInWords } from '../../../report/words/series/scaling.ts';
import { type Runner, subjectOf } from '../../../run/series/candidate.ts';
import { chooseRunners } from '../../../run/series/request/choose-runners.ts';
import { checkEnoughUnits } from '../../../run/series/request/choose-workers.ts';
import { type Scaled, scaleCandidates, scaleWorkers } from '../../../run/series/scale.ts';
import { runtimeOf, type UserSource } from '../../../workloads/user/python-reference.ts';
import { EXIT } from '../../exit-codes.ts';
import { readSource } from '../../options/own-function.ts';
import { loadView } from '../../output/choose-view.ts';
import type { Command } from '../../program/command.ts';
import { readHere } from '../../setting/here.ts';
import { checkWorkers } from '../../setting/resolve-setting.ts';
import { chooseWork } from '../series/choose-work.ts';
import {
  type AskedSeries,
  NO_SCALING,
  planOf,
  runSeries,
  seriesSetting,
  withPython,
} from '../series/run-series.ts';

/** Up to so many CPUs every number of workers is tried; beyond, each doubling. */
const FEW_CPUS = 8;

/** What is scaled unless somebody names another: in Python threads mostly take turns. */
const DEFAULT_ENGINE = { node: 'threads', python: 'processes' } as const satisfies Record<
  Runtime,
  EngineName
>;

interface AskedScaling extends AskedSeries {
  readonly runner: Runner;
  readonly counts: readonly number[];
}

/** `concur scale`: the same work with more and more workers. */
export const scale: Command<AskedScaling, Scaled, ScaleReport> = {
  kind: 'scale',
  needs({ words: [what], options: { engine } }) {
    const runtime = runtimeOf(what === undefined ? null : readFunction(what));
    return permissionsOf([engine ?? DEFAULT_ENGINE[runtime]], runtime);
  },
  view: loadView,
  async ask({ words: [what], options }) {
    const work = await chooseWork(what === undefined ? null : readFunction(what), options);
    const [runner, ...more] = chooseRunners([options.engine ?? DEFAULT_ENGINE[work.runtime]], work).runners;
    if (runner === undefined || more.length > 0)
      throw usageError('scale takes one --python', 'Compare several: concur compare.');
    const { sysroot, warnings, ...here } = await readHere();
    const machine = withPython(here.machine, work);
    const setting = seriesSetting(options, { machine, sysroot });
    const counts = options.workerCounts ?? defaultCounts(setting.layout.cpus.length, work.about.units);
    checkWorkers(counts.at(-1), sysroot);
    checkEnoughUnits(work, counts.at(-1) ?? 1);
    return { machine, warnings, options: { what, ...options }, work, runner, setting, counts };
  },
  dry(asked) {
    const { work, runner, setting } = asked;
    const planned = planOf(asked, scaleCandidates(asked));
    const engine = shortName(runner.engine);
    const subject = subjectOf(runner, work);
    return {
      workload: work.about,
      engine,
      subject,
      seed: setting.seed,
      planned,
      ...NO_SCALING,
      warnings: [],
    };
  },
  run(asked, stage) {
    const { layout } = asked.setting;
    const predictFor = asked.options.predict ?? [];
    return runSeries(asked, stage, (context, rules) =>
      scaleWorkers({ ...asked, layout, predictFor, rules, context }),
    );
  },
  body: scalingInWords,
  exit: (_, ended) => ended ?? { code: EXIT.ok, reason: 'scaled' },
};

function readFunction(what: string): UserSource {
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
