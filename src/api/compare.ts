import { chooseEngines } from '../cli/series/choose-engines.ts';
import { checkEnoughUnits } from '../cli/series/setting.ts';
import { childEnvironment } from '../engine/child-environment.ts';
import { readModuleReference } from '../engine/map/module-reference.ts';
import { checkCapacity } from '../machine/capacity.ts';
import { readMachine } from '../machine/read-machine.ts';
import { Sysroot } from '../machine/sysroot.ts';
import type { CompareOptions } from '../model/compare-options.ts';
import type { EngineRecommendation } from '../model/comparison.ts';
import type { Machine } from '../model/machine.ts';
import { recommendationInWords } from '../report/words/recommendation.ts';
import { makeLab } from '../run/lab.ts';
import { type Compared, compareEngines } from '../run/series/compare.ts';
import type { UnitWork } from '../run/series/contestant.ts';
import { rulesFor, warmUpMs } from '../run/series/rules.ts';
import { builtInWork, functionWork } from '../run/series/work.ts';
import { recommendedWorkers } from '../stats/recommend.ts';
import { defaultUnits } from '../workloads/catalog.ts';
import { parseWorkload } from '../workloads/parse-workload.ts';
import { readCompareOptions } from './compare-options.ts';

/** What `concur compare --json` prints, without what belongs to the command line alone. */
export interface ComparisonResult extends Omit<Compared, 'recommendation'> {
  readonly machine: Machine;
  readonly recommendation: EngineRecommendation;
}

/** A unit that is silent for five times as long as one takes counts as hung. */
const UNITS_IN_TIMEOUT = 5;
const UNIT_TIMEOUT_MS = 10_000;
const CALLS = 1_000;
const BUDGET_MS = 60_000;
const MARGIN = 0.05;

/**
 * The same work on several engines, in turns, with statistics: what `concur compare` does.
 *
 * @param work a module's function (`new URL('./work.js#name', import.meta.url)`, or a path), or a built-in workload by
 *   its name (`'primes'`, `'message:size=1MB'`)
 * @throws TypeError for wrong options; the signal's reason; ConcurError: USAGE where there is no such work, or an engine
 *   can't do it, USER_CODE where the function throws, hangs, or gives different results on different engines
 */
export async function compare(work: URL | string, options: CompareOptions = {}): Promise<ComparisonResult> {
  const asked = readCompareOptions(options);
  asked.signal?.throwIfAborted();
  const unitWork = workOf(work, asked);
  const machine = await readMachine(undefined, process.env.PATH);
  const { allowedCpus: cpus } = machine;
  const workers =
    asked.workers ?? Math.min(recommendedWorkers(machine.effectiveCpus, null) ?? 1, unitWork.about.units);
  checkEnoughUnits(unitWork, workers);
  checkCapacity('workers:', workers, new Sysroot());
  const lab = makeLab({
    machine,
    cpus,
    seed: asked.seed ?? 1,
    emit: () => {},
    signal: asked.signal ?? new AbortController().signal,
    env: childEnvironment(process.env),
  });
  const deadlineNs = lab.clock.nowNs() + (asked.budget ?? BUDGET_MS) * 1e6;
  const { engines, warnings } = chooseEngines(asked.engines ?? [], unitWork);
  const compared = await compareEngines({
    engines,
    workers,
    work: unitWork,
    layout: { cpus, pin: 'none', warmUpMs: warmUpMs(false) },
    rules: rulesFor({ runs: asked.runs ?? null, quick: false, deadlineNs }),
    margin: asked.margin ?? MARGIN,
    baseline: null,
    lab,
  });
  asked.signal?.throwIfAborted();
  const recommendation = recommendationInWords(compared.recommendation);
  return { machine, ...compared, recommendation, warnings: [...warnings, ...compared.warnings] };
}

function workOf(
  work: URL | string,
  { inputs, units, unitTimeout = UNIT_TIMEOUT_MS }: CompareOptions,
): UnitWork {
  if (typeof work === 'string' && !/[/\\#]|\.[cm]?[jt]sx?$/.test(work)) {
    const chosen = parseWorkload(work);
    return builtInWork(chosen, units ?? defaultUnits(chosen.workload, chosen.params));
  }
  const source = readModuleReference(work, process.cwd());
  const given = inputs === undefined ? { units: units ?? CALLS } : { inputs: [...inputs] };
  return functionWork(source, given, unitTimeout / UNITS_IN_TIMEOUT);
}
