import { type Compared, candidatesOf, compareEngines } from '../../../run/series/compare.ts';
import { chooseRunners } from '../../../run/series/request/choose-runners.ts';
import { chooseWorkers } from '../../../run/series/request/choose-workers.ts';
import { SERIES_DEFAULTS } from '../../../run/series/request/setting.ts';
import type { TypedOptions } from '../../options/table.ts';
import { readHere } from '../../setting/here.ts';
import { chooseWork } from '../series/choose-work.ts';
import { checkForFunction } from '../series/command/check-options.ts';
import { readAsked } from '../series/named-subjects.ts';
import {
  type AskedSeries,
  NO_COMPARISON,
  planOf,
  runSeries,
  seriesSetting,
  withPython,
} from '../series/run-series.ts';
import { chooseBaseline } from './baseline.ts';

/** The same work on several engines. */
export async function askEngines(
  words: readonly string[],
  options: TypedOptions,
): Promise<AskedSeries<Compared>> {
  checkForFunction(options, "concur compare --command 'make -j2' --command 'make -j4'");
  const named = readAsked(words);
  const work = await chooseWork(named.source, options);
  const { runners, warnings } = chooseRunners(named.engines, work);
  const here = await readHere();
  const setting = seriesSetting(options, here);
  const workers = chooseWorkers(setting, work, here.machine.effectiveCpus);
  const candidates = candidatesOf({ runners, workers, work });
  const labels = candidates.map(({ label }) => label);
  const machine = withPython(here.machine, work);
  const baseline = await chooseBaseline(options, { machine, workload: work.about, workers, labels });
  const { layout, seed } = setting;
  const asked = { machine, work, runners, setting, workers, layout, baseline };
  const margin = options.margin ?? SERIES_DEFAULTS.margin;
  const typed = { what: words, ...options };
  return {
    machine,
    warnings: [...here.warnings, ...warnings],
    options: typed,
    dry: () => ({
      workload: work.about,
      seed,
      planned: planOf(asked, candidates),
      ...NO_COMPARISON,
      warnings: [],
    }),
    run: (stage) =>
      runSeries(asked, stage, (context, rules) => compareEngines({ ...asked, margin, rules, context })),
  };
}
