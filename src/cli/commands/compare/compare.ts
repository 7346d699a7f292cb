import { formatRatio, formatShare } from '../../../base/units.ts';
import { permissionsOf } from '../../../engine/permissions.ts';
import type { CompareReport } from '../../../model/documents/comparison.ts';
import type { Exit } from '../../../model/documents/report.ts';
import { recommendationInWords } from '../../../report/words/series/recommendation.ts';
import type { Runner } from '../../../run/series/candidate.ts';
import { type Compared, candidatesOf, compareEngines } from '../../../run/series/compare.ts';
import { chooseRunners } from '../../../run/series/request/choose-runners.ts';
import { chooseWorkers } from '../../../run/series/request/choose-workers.ts';
import { SERIES_DEFAULTS } from '../../../run/series/request/setting.ts';
import { runtimeOf } from '../../../workloads/user/python-reference.ts';
import { EXIT } from '../../exit-codes.ts';
import { loadView } from '../../output/choose-view.ts';
import type { Command } from '../../program/command.ts';
import { readHere } from '../../setting/here.ts';
import { chooseWork } from '../series/choose-work.ts';
import { readAsked } from '../series/named-subjects.ts';
import {
  type AskedSeries,
  NO_COMPARISON,
  planOf,
  runSeries,
  seriesSetting,
  withPython,
} from '../series/run-series.ts';
import { type ChosenBaseline, chooseBaseline } from './baseline.ts';

interface AskedComparison extends AskedSeries {
  readonly runners: readonly Runner[];
  readonly workers: number;
  readonly baseline: ChosenBaseline | null;
}

/** `concur compare`: the same work on several engines, interleaved. */
export const compare: Command<AskedComparison, Compared, CompareReport> = {
  kind: 'compare',
  needs({ words }) {
    const { engines, source } = readAsked(words);
    return permissionsOf(engines, runtimeOf(source));
  },
  view: loadView,
  async ask({ words, options }) {
    const asked = readAsked(words);
    const work = await chooseWork(asked.source, options);
    const { runners, warnings } = chooseRunners(asked.engines, work);
    const here = await readHere();
    const setting = seriesSetting(options, here);
    const workers = chooseWorkers(setting, work, here.machine.effectiveCpus);
    const labels = candidatesOf({ runners, workers, work }).map(({ label }) => label);
    const machine = withPython(here.machine, work);
    const baseline = await chooseBaseline(options, { machine, workload: work.about, workers, labels });
    return {
      machine,
      warnings: [...here.warnings, ...warnings],
      options: { what: words, ...options },
      work,
      runners,
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

/** What a comparison means to a script: only a real regression is a failure. */
export function compareExit({ regressions }: Pick<CompareReport, 'regressions'>, ended: Exit | null): Exit {
  if (ended !== null) return ended;
  const failed = (regressions ?? []).filter(({ outcome }) => outcome === 'fail');
  if (failed.length === 0) return { code: EXIT.ok, reason: 'compared' };
  const said = failed.map(
    ({ engine, ratio, limit }) =>
      `${engine} takes ${formatRatio(ratio)} times as long as the baseline (the limit is ${formatShare(limit)} more)`,
  );
  return { code: EXIT.fails, reason: said.join('; ') };
}
