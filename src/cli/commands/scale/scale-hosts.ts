import { usageError } from '../../../base/errors/errors.ts';
import type { FunctionSource } from '../../../model/trial/function-source.ts';
import { hostsCandidates } from '../../../run/series/hosts/candidate.ts';
import { scaleHosts } from '../../../run/series/hosts/scale.ts';
import type { Scaled } from '../../../run/series/scale.ts';
import { isPython } from '../../../workloads/user/python-reference.ts';
import type { TypedOptions } from '../../options/table.ts';
import { readHere } from '../../setting/here.ts';
import { chooseWork } from '../series/choose-work.ts';
import { checkForFunction } from '../series/command/check-options.ts';
import { hostsSetup } from '../series/hosts-setup.ts';
import { type AskedSeries, runSeries, seriesSetting } from '../series/run-series.ts';
import { dryScaling } from './dry-scaling.ts';
import { readFunction } from './scale-function.ts';
import type { ScaledSubject } from './scaled-subject.ts';

/** What hosts run, and how many of them there are, in place of workers. */
export async function askHosts(
  subject: ScaledSubject,
  counts: readonly number[],
  options: TypedOptions,
): Promise<AskedSeries<Scaled>> {
  checkForFunction(options, 'concur scale -w 1..8 -- make -j{w}');
  const source = ownFunction(subject, options);
  const work = await chooseWork(source, options);
  const hosts = await hostsSetup(source, options);
  const { machine, sysroot, warnings } = await readHere();
  const setting = seriesSetting(options, { machine, sysroot });
  const asked = { ...hosts, counts, work, predictFor: options.predict ?? [] };
  const typed = { what: subject.what, ...options };
  return {
    machine,
    warnings,
    options: typed,
    dry: () =>
      dryScaling({ engine: 'hosts', python: null, work, setting, candidates: hostsCandidates(asked) }),
    run: (stage) =>
      runSeries({ machine, setting, work }, stage, (context, rules) =>
        scaleHosts({ ...asked, rules, context }),
      ),
  };
}

/** @throws ConcurError (USAGE) for what hosts can’t do, or say themselves */
function ownFunction({ what, engine }: ScaledSubject, { workerCounts }: TypedOptions): FunctionSource {
  const source = what === undefined ? null : readFunction(what);
  if (source === null || isPython(source)) {
    throw usageError(
      '--hosts needs your own function in JavaScript or TypeScript, which concur worker runs on each of them',
      'Try concur scale ./work.ts#name --hosts 1..4.',
    );
  }
  if (workerCounts === undefined && engine === undefined) return source;
  throw usageError(
    `${workerCounts === undefined ? 'an engine' : '-w'} and --hosts exclude each other`,
    'Hosts say themselves how many workers they have, and of what kind: pass it to concur worker.',
  );
}
