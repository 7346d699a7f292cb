import { usageError } from '../../../base/errors/errors.ts';
import { permissionsOf } from '../../../engine/permissions.ts';
import type { ScaleReport } from '../../../model/documents/scaling.ts';
import { ENGINE_NAMES } from '../../../model/engines/engine-names.ts';
import type { EngineName } from '../../../model/engines/engines.ts';
import type { FunctionSource } from '../../../model/trial/function-source.ts';
import { scalingInWords } from '../../../report/words/series/scaling.ts';
import { chooseEngines } from '../../../run/series/request/choose-engines.ts';
import { checkEnoughUnits } from '../../../run/series/request/choose-workers.ts';
import { type Scaled, scaleCandidates, scaleWorkers } from '../../../run/series/scale.ts';
import { EXIT } from '../../exit-codes.ts';
import { readSource } from '../../options/own-function.ts';
import { loadView } from '../../output/choose-view.ts';
import type { Command } from '../../program/command.ts';
import { readHere } from '../../setting/here.ts';
import { checkWorkers } from '../../setting/resolve-setting.ts';
import { chooseWork } from '../series/choose-work.ts';
import { type AskedSeries, NO_SCALING, planOf, runSeries, seriesSetting } from '../series/run-series.ts';

/** Up to so many CPUs every number of workers is tried; beyond, each doubling. */
const FEW_CPUS = 8;

interface AskedScaling extends AskedSeries {
  readonly engine: EngineName;
  readonly counts: readonly number[];
}

/** `concur scale`: the same work with more and more workers. */
export const scale: Command<AskedScaling, Scaled, ScaleReport> = {
  kind: 'scale',
  needs: ({ options: { engine = 'threads' } }) => permissionsOf([engine]),
  view: loadView,
  async ask({ words: [what], options }) {
    const work = await chooseWork(what === undefined ? null : readFunction(what), options);
    const [engine = 'threads'] = chooseEngines([options.engine ?? 'threads'], work).engines;
    const { sysroot, machine, warnings } = await readHere();
    const setting = seriesSetting(options, { machine, sysroot });
    const counts = options.workerCounts ?? defaultCounts(setting.layout.cpus.length, work.about.units);
    checkWorkers(counts.at(-1), sysroot);
    checkEnoughUnits(work, counts.at(-1) ?? 1);
    return { machine, warnings, options: { what, ...options }, work, engine, setting, counts };
  },
  dry(asked) {
    const { work, engine, setting } = asked;
    const planned = planOf(asked, scaleCandidates(asked));
    return { workload: work.about, engine, seed: setting.seed, planned, ...NO_SCALING, warnings: [] };
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
