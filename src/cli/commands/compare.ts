import type { CompareReport } from '../../model/documents/comparison.ts';
import type { EngineName } from '../../model/engines/engines.ts';
import { recommendationInWords } from '../../report/words/recommendation.ts';
import { chooseEngines } from '../../run/series/choose-engines.ts';
import { chooseWorkers } from '../../run/series/choose-workers.ts';
import { type Compared, compareEngines, contestantsOf } from '../../run/series/compare.ts';
import { SERIES_DEFAULTS } from '../../run/series/defaults.ts';
import { loadView } from '../choose-view.ts';
import type { Command } from '../command.ts';
import { readHere } from '../here.ts';
import { NO_COMPARISON } from '../nothing-found.ts';
import { type ChosenBaseline, chooseBaseline } from '../series/choose-baseline.ts';
import { chooseWork, readAsked } from '../series/choose-work.ts';
import { compareExit } from '../series/compare-exit.ts';
import { type AskedSeries, planOf, runSeries } from '../series/run-series.ts';
import { seriesSetting } from '../series/setting.ts';
import { seriesWarningsInFlags } from '../series/warnings.ts';

interface AskedComparison extends AskedSeries {
  readonly engines: readonly EngineName[];
  readonly workers: number;
  readonly baseline: ChosenBaseline | null;
}

/** `concur compare`: the same work on several engines, in turns. */
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
    const labels = contestantsOf({ engines, workers, work }).map(({ label }) => label);
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
    const planned = planOf(asked, contestantsOf(asked));
    return { workload: work.about, seed: setting.seed, planned, ...NO_COMPARISON, warnings: [] };
  },
  run(asked, stage) {
    const { layout } = asked.setting;
    const margin = asked.options.margin ?? SERIES_DEFAULTS.margin;
    return runSeries(asked, stage, (lab, rules) => compareEngines({ ...asked, layout, margin, rules, lab }));
  },
  body: ({ recommendation, ...compared }) => ({
    ...compared,
    recommendation: recommendationInWords(recommendation),
    warnings: seriesWarningsInFlags(compared),
  }),
  exit: compareExit,
};
