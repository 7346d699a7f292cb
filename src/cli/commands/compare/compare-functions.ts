import type { Permission } from '../../../base/refusals/permissions.ts';
import { type Compared, compareCandidates } from '../../../run/series/compare.ts';
import { chooseEntries, permissionsFor, withWorkers } from '../../../run/series/request/choose-entries.ts';
import { chooseWorkers } from '../../../run/series/request/choose-workers.ts';
import { SERIES_DEFAULTS } from '../../../run/series/request/setting.ts';
import type { Typed } from '../../program/command.ts';
import { readHere } from '../../setting/here.ts';
import { checkForFunction } from '../series/command/check-options.ts';
import { type NamedSubjects, readAsked } from '../series/named-subjects.ts';
import {
  type AskedSeries,
  NO_COMPARISON,
  planOf,
  runSeries,
  seriesSetting,
  withPython,
} from '../series/run-series.ts';
import { chooseGate } from './baseline.ts';
import { chooseWorks } from './choose-works.ts';

/** The same work on several engines, or several versions of it on one. */
export async function askFunctions(typed: Pick<Typed, 'words' | 'options'>): Promise<AskedSeries<Compared>> {
  const { words, options } = typed;
  checkForFunction(options, "concur compare --command 'make -j2' --command 'make -j4'");
  const { engines, sources } = subjectsOf(typed);
  const here = await readHere();
  const setting = seriesSetting(options, here);
  const { works, warnings: ofWorks } = await chooseWorks(sources, options);
  const [work] = works;
  const { entries, warnings } = chooseEntries(engines, works);
  const workers = chooseWorkers(setting, work, here.machine.effectiveCpus);
  const candidates = withWorkers(entries, workers);
  const labels = candidates.map(({ label }) => label);
  const machine = withPython(here.machine, works.find(({ runtime }) => runtime === 'python') ?? work);
  const now = { machine, workload: work.about, workers, labels };
  const gate = await chooseGate(options, now, works.length > 1);
  const { layout, seed } = setting;
  const margin = options.margin ?? SERIES_DEFAULTS.margin;
  const mayDiffer = options.allowDifferent ?? false;
  const typedAs = { what: words, ...options };
  const asked = { machine, work, setting, candidates, layout, gate, margin, mayDiffer };
  const planned = planOf(asked, candidates);
  return {
    machine,
    warnings: [...here.warnings, ...ofWorks, ...warnings],
    options: typedAs,
    dry: () => ({ workload: work.about, seed, planned, ...NO_COMPARISON, warnings: [] }),
    run: (stage) =>
      runSeries(asked, stage, (context, rules) => compareCandidates({ ...asked, rules, context })),
  };
}

/** What of Node’s permission model they can’t do without. */
export function functionsNeed(typed: Pick<Typed, 'words' | 'options'>): Permission[] {
  const { engines, sources } = subjectsOf(typed);
  const { against } = typed.options;
  const all = against === undefined ? sources : [...sources, ...sources];
  const needed = permissionsFor(engines, all.length === 0 ? [null] : all);
  return against === undefined ? needed : [...new Set<Permission>([...needed, 'child', 'fs.write'])];
}

/** An engine may be named as a word, or by its option. */
function subjectsOf({ words, options }: Pick<Typed, 'words' | 'options'>): NamedSubjects {
  const { engines, sources } = readAsked(words);
  return { engines: options.engine === undefined ? engines : [...engines, options.engine], sources };
}
