import { usageError } from '../../../base/errors/errors.ts';
import type { Permission } from '../../../base/refusals/permissions.ts';
import type { FunctionSource } from '../../../model/trial/function-source.ts';
import type { UnitWork } from '../../../run/series/candidate.ts';
import { type Compared, compareCandidates } from '../../../run/series/compare.ts';
import { chooseEntries, permissionsFor, withWorkers } from '../../../run/series/request/choose-entries.ts';
import { chooseWorkers } from '../../../run/series/request/choose-workers.ts';
import { SERIES_DEFAULTS } from '../../../run/series/request/setting.ts';
import { isPython } from '../../../workloads/user/python-reference.ts';
import type { TypedOptions } from '../../options/table.ts';
import type { Typed } from '../../program/command.ts';
import { readHere } from '../../setting/here.ts';
import { chooseCounts } from '../series/choose-counts.ts';
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
  const { engines, sources, areHosts } = readAsked(typed);
  const here = await readHere();
  const setting = seriesSetting(options, here);
  const { works, warnings: ofWorks } = await chooseWorks(sources, options);
  const [work] = works;
  const { entries, warnings } = chooseEntries(engines, works);
  const counts = chooseCounts(options, work, here.sysroot, () => [
    chooseWorkers(setting, work, here.machine.effectiveCpus),
  ]);
  checkVersions(works, counts);
  const joined = areHosts ? await askedHosts(sources, work, options) : null;
  const [first, ...others] = withWorkers(entries, counts);
  const candidates = [first, ...others, ...(joined === null ? [] : [joined.candidate])] as const;
  const labels = candidates.map(({ label }) => label);
  const machine = withPython(here.machine, works.find(({ runtime }) => runtime === 'python') ?? work);
  const now = { machine, workload: work.about, counts, labels };
  const gate = await chooseGate(options, now, works.length > 1);
  const { layout, seed } = setting;
  const margin = options.margin ?? SERIES_DEFAULTS.margin;
  const mayDiffer = options.allowDifferent ?? false;
  const typedAs = { what: words, ...options };
  const hosts = joined?.setup ?? null;
  const asked = { machine, work, setting, candidates, layout, gate, margin, mayDiffer, hosts };
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
  const { engines, sources, areHosts } = readAsked(typed);
  const { against } = typed.options;
  const all = against === undefined ? sources : [...sources, ...sources];
  const engineNeeds = permissionsFor(engines, all.length === 0 ? [null] : all);
  const needed = areHosts ? [...new Set<Permission>([...engineNeeds, 'net'])] : engineNeeds;
  return against === undefined ? needed : [...new Set<Permission>([...needed, 'child', 'fs.write'])];
}

/** @throws ConcurError (USAGE) for versions on several numbers of workers: each is held against the first */
function checkVersions(works: readonly UnitWork[], counts: readonly number[]): void {
  if (works.length === 1 || counts.length === 1) return;
  throw usageError(
    'several versions of a function are compared on one number of workers',
    `Try -w ${counts.at(-1)}. One function on several: concur scale ./work.ts#name -w ${counts.join(',')}.`,
  );
}

/** The hosts at the broker that have the function: all of them are one candidate. */
async function askedHosts(sources: NamedSubjects['sources'], work: UnitWork, options: TypedOptions) {
  const { hostsSetup, hostsCandidate } = await import('../series/hosts-setup.ts');
  const setup = await hostsSetup(onlyFunction(sources), options);
  return { setup, candidate: await hostsCandidate(setup, work) };
}

/** @throws ConcurError (USAGE) for what hosts can’t do */
function onlyFunction([source, ...more]: NamedSubjects['sources']): FunctionSource {
  if (source !== undefined && more.length === 0 && !isPython(source)) return source;
  throw usageError(
    'hosts do one function of your own in JavaScript or TypeScript, which concur worker runs on each of them',
    'Try concur compare ./work.ts#name threads processes hosts.',
  );
}
