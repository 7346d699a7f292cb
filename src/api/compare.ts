import { DEFAULT_SEED } from '../base/random.ts';
import { requirePermissions } from '../base/refusals/permissions.ts';
import { checkCapacity } from '../machine/capacity.ts';
import { readMachineAndWarnings } from '../machine/read-machine.ts';
import { Sysroot } from '../machine/sysroot.ts';
import type { CompareOptions } from '../model/compare-options.ts';
import type { EngineRecommendation } from '../model/documents/comparison.ts';
import type { Machine } from '../model/machine/machine.ts';
import type { Warning } from '../model/warning.ts';
import { comparisonInWords } from '../report/words/series/comparison.ts';
import { makeRunContext, type RunContext } from '../run/run-context.ts';
import { type Compared, compareCandidates } from '../run/series/compare.ts';
import { chooseEntries, permissionsFor, withWorkers } from '../run/series/request/choose-entries.ts';
import { chooseWorkers } from '../run/series/request/choose-workers.ts';
import { SERIES_DEFAULTS, type SeriesSetting, settingOf } from '../run/series/request/setting.ts';
import { chooseWorks, readCompareOptions, readWorks } from './compare-request.ts';
import { inOptions, noticesInOptions } from './option-hints.ts';

/** A function's reference, or a built-in workload's name. */
export type ComparableWork = URL | string;

/** What `concur compare --json` prints, without what belongs to the command line alone. */
export interface ComparisonResult extends Omit<Compared, 'recommendation' | 'warnings' | 'programs'> {
  readonly warnings: readonly Warning[];
  readonly machine: Machine;
  readonly recommendation: EngineRecommendation;
}

/**
 * The same work on several engines, or several functions on one, interleaved, with statistics: what `concur compare` does.
 *
 * @param work a module's function (`new URL('./work.js#name', import.meta.url)`, or a path), or a built-in workload by
 *   its name (`'primes'`, `'message:size=1MB'`); or a list of functions, the first of which others are held against
 * @throws TypeError for wrong options; the signal's reason; ConcurError: USAGE where there is no such work, or an engine
 *   can't do it, USER_CODE where the function throws, hangs, or gives different results on different engines or in different versions. Its `hint`
 *   says what to pass instead
 */
export async function compare(
  work: ComparableWork | readonly ComparableWork[],
  options: CompareOptions = {},
): Promise<ComparisonResult> {
  try {
    return await compared(work, options);
  } catch (error) {
    throw inOptions(error);
  }
}

async function compared(
  work: ComparableWork | readonly ComparableWork[],
  options: CompareOptions,
): Promise<ComparisonResult> {
  const asked = readCompareOptions(options);
  asked.signal?.throwIfAborted();
  const sources = readWorks(work, process.cwd());
  const engines = asked.engines ?? [];
  requirePermissions(permissionsFor(engines, sources), process.env.PATH);
  const works = await chooseWorks(sources, asked);
  const { entries, warnings: leftOut } = chooseEntries(engines, works);
  const sysroot = new Sysroot();
  const { machine, warnings } = await readMachineAndWarnings(sysroot, process.env.PATH);
  const setting = settingOf({
    cpus: machine.allowedCpus,
    pin: 'none',
    workers: asked.workers ?? null,
    seed: asked.seed ?? DEFAULT_SEED,
    runs: asked.runs ?? null,
    quick: false,
    budgetMs: asked.budget ?? null,
  });
  const workers = chooseWorkers(setting, works[0], machine.effectiveCpus);
  checkCapacity(workers, sysroot);
  const { layout } = setting;
  const context = contextFor(machine, setting, asked.signal);
  const found = await compareCandidates({
    candidates: withWorkers(entries, [workers]),
    layout,
    rules: setting.rules(context.clock.nowNs()),
    margin: asked.margin ?? SERIES_DEFAULTS.margin,
    mayDiffer: asked.allowDifferent ?? false,
    gate: null,
    context,
  });
  asked.signal?.throwIfAborted();
  return {
    machine,
    ...comparisonInWords(found),
    warnings: noticesInOptions([...warnings, ...leftOut, ...found.warnings]),
  };
}

function contextFor(
  machine: Machine,
  { layout, seed }: SeriesSetting,
  signal: AbortSignal = new AbortController().signal,
): RunContext {
  return makeRunContext({ machine, cpus: layout.cpus, seed, emit: () => {}, signal, env: process.env });
}
