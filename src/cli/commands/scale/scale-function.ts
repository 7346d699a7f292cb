import { usageError } from '../../../base/errors/errors.ts';
import { closest } from '../../../base/errors/suggest.ts';
import { NODE_ENGINES } from '../../../model/engines/engine-names.ts';
import type { Runtime } from '../../../model/engines/engine-traits.ts';
import type { EngineName } from '../../../model/engines/engines.ts';
import { chooseRunners } from '../../../run/series/request/choose-runners.ts';
import { type Scaled, scaleCandidates, scaleWorkers } from '../../../run/series/scale.ts';
import type { UserSource } from '../../../workloads/user/python-reference.ts';
import { isFileName, readSource } from '../../options/own-function.ts';
import type { TypedOptions } from '../../options/table.ts';
import { readHere } from '../../setting/here.ts';
import { chooseCounts } from '../series/choose-counts.ts';
import { chooseWork } from '../series/choose-work.ts';
import { checkForFunction } from '../series/command/check-options.ts';
import { type AskedSeries, runSeries, seriesSetting, withPython } from '../series/run-series.ts';
import { defaultCounts } from './default-counts.ts';
import { dryScaling } from './dry-scaling.ts';
import type { ScaledSubject } from './scaled-subject.ts';

/** What is scaled unless somebody names another: in Python threads mostly take turns. */
export const DEFAULT_ENGINE = { node: 'threads', python: 'processes' } as const satisfies Record<
  Runtime,
  EngineName
>;

/** A function, or built-in work, with more and more workers. */
export async function askFunction(
  { what, engine }: ScaledSubject,
  options: TypedOptions,
): Promise<AskedSeries<Scaled>> {
  checkForFunction(options, 'concur scale -w 1..8 -- make -j{w}');
  const work = await chooseWork(what === undefined ? null : readFunction(what), options);
  const [runner, ...more] = chooseRunners([engine ?? DEFAULT_ENGINE[work.runtime]], work).runners;
  if (runner === undefined || more.length > 0)
    throw usageError('scale takes one --python', 'Compare several: concur compare.');
  const { sysroot, warnings, ...here } = await readHere();
  const machine = withPython(here.machine, work);
  const setting = seriesSetting(options, { machine, sysroot });
  const usual = () => defaultCounts(setting.layout.cpus.length, work.about.units);
  const counts = chooseCounts(options, work, sysroot, usual);
  const asked = { machine, work, runner, setting, counts };
  const { layout } = setting;
  const typed = { what, ...options };
  return {
    machine,
    warnings,
    options: typed,
    dry: () => dryScaling({ ...runner, work, setting, candidates: scaleCandidates(asked) }),
    run: (stage) =>
      runSeries(asked, stage, (context, rules) =>
        scaleWorkers({ ...asked, layout, predictFor: options.predict ?? [], rules, context }),
      ),
  };
}

export function readFunction(what: string): UserSource {
  const isReference = isFileName(what) || /[:#]/.test(what);
  if (isReference || closest(what, NODE_ENGINES) !== null) return readSource(what);
  throw usageError(
    `“${what}” is not a module`,
    'Write a function as ./work.ts#name, and a command behind --: concur scale -w 1..8 -- make -j{w}.',
  );
}
