import type { CompareReport } from '../../../model/documents/comparison.ts';
import type { EngineName } from '../../../model/engines/engines.ts';
import { recommendationInWords } from '../../../report/words/series/recommendation.ts';
import { type Compared, candidatesOf, compareEngines } from '../../../run/series/compare.ts';
import { chooseEngines } from '../../../run/series/request/choose-engines.ts';
import { chooseWorkers } from '../../../run/series/request/choose-workers.ts';
import { SERIES_DEFAULTS } from '../../../run/series/request/setting.ts';
import { loadView } from '../../output/choose-view.ts';
import type { Command } from '../../program/command.ts';
import { readHere } from '../../setting/here.ts';
import { chooseWork, readAsked } from '../series/choose-work.ts';
import { NO_COMPARISON } from '../series/nothing-found.ts';
import { type AskedSeries, planOf, runSeries } from '../series/run-series.ts';
import { seriesSetting } from '../series/setting.ts';
import { type ChosenBaseline, chooseBaseline } from './choose-baseline.ts';
import { compareExit } from './exit.ts';

interface AskedComparison extends AskedSeries {
  readonly engines: readonly EngineName[];
  readonly workers: number;
  readonly baseline: ChosenBaseline | null;
}

/** `concur compare`: the same work on several engines, interleaved. */
export const compare: Command<AskedComparison, Compared, CompareReport> = {
  kind: 'compare',
  view: loadView,
  async ask({ words, options }) {
    const asked = readAsked(words);
    const work = chooseWork(asked.source, options);
    const { engines, warnings } = chooseEngines(asked.engines, work);
    const here = await readHere();
    const setting = seriesSetting(options, here);
    const workers = chooseWorkers(setting, work, here.machine.effectiveCpus);
    const labels = candidatesOf({ engines, workers, work }).map(({ label }) => label);
    const { machine } = here;
    const baseline = chooseBaseline(options, { machine, workload: work.about, workers, labels });
    return {
      machine,
      warnings: [...here.warnings, ...warnings],
      options: { what: words, ...options },
      work,
      engines,
      setting,
      workers,
      baseline,
    };
  },
  dry(asked) {
    const { work, setting } = asked;
    const planned = planOf(asked, candidatesOf(asked));
    return { workload: work.about, seed: setting.seed, planned, ...NO_COMPARISON, warnings: [] };
  },
  run(asked, stage) {
    const { layout } = asked.setting;
    const margin = asked.options.margin ?? SERIES_DEFAULTS.margin;
    return runSeries(asked, stage, (context, rules) =>
      compareEngines({ ...asked, layout, margin, rules, context }),
    );
  },
  body: ({ recommendation, ...compared }) => ({
    ...compared,
    recommendation: recommendationInWords(recommendation),
  }),
  exit: compareExit,
};
