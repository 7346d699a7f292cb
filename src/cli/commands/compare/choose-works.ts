import { usageError } from '../../../base/errors/errors.ts';
import type { SeriesNotice } from '../../../model/notice.ts';
import type { UnitWork, Works } from '../../../run/series/candidate.ts';
import { workAt } from '../../../run/series/request/revision/work-at.ts';
import { isPython, type UserSource } from '../../../workloads/user/python-reference.ts';
import type { TypedOptions } from '../../options/table.ts';
import { checkWork, chooseWork, inputsOf, ownWork } from '../series/choose-work.ts';

/** What is compared, and what is to be said of it. */
export interface ChosenWorks {
  readonly works: Works;
  readonly warnings: readonly SeriesNotice[];
}

/** One work on several engines, or versions of a function: those that were named, or one at a revision. */
export async function chooseWorks(
  sources: readonly UserSource[],
  options: TypedOptions,
): Promise<ChosenWorks> {
  const { against } = options;
  const [source = null, ...others] = sources;
  if (against !== undefined) return revisionAndNow(against, sources, options);
  if (source === null || others.length === 0)
    return { works: [await chooseWork(source, options)], warnings: [] };
  const hasPython = sources.some(isPython);
  // What is said of Python goes for those that are in Python.
  const { python: _, ...inNode } = options;
  const optionsOf = (each: UserSource) => (hasPython && !isPython(each) ? inNode : options);
  for (const each of sources) checkWork(each, optionsOf(each));
  const inputs = await inputsOf(options);
  const versionOf = (each: UserSource) => ownWork(each, optionsOf(each), inputs);
  const works: [UnitWork, ...UnitWork[]] = [await versionOf(source)];
  for (const other of others) works.push(await versionOf(other));
  return { works, warnings: [] };
}

/** The function as it was, which the other is held against, and as it is. */
async function revisionAndNow(
  against: string,
  [source, ...others]: readonly UserSource[],
  options: TypedOptions,
): Promise<ChosenWorks> {
  if (source === undefined || others.length > 0) {
    throw usageError(
      '--against needs one function of your own',
      'Try concur compare ./work.ts#name --against HEAD.',
    );
  }
  if (options.baseline !== undefined)
    throw usageError('--against and --baseline exclude each other', 'Leave one of them out.');
  checkWork(source, options);
  const inputs = await inputsOf(options);
  const now = await ownWork(source, options, inputs);
  const read = (there: UserSource) => ownWork(there, options, inputs);
  const { work, warnings } = await workAt({ revision: against, source, env: process.env, read });
  return { works: [work, now], warnings };
}
