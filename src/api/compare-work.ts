import type { CompareOptions } from '../model/compare-options.ts';
import type { UnitWork } from '../run/series/candidate.ts';
import { workOf } from '../run/series/request/work.ts';
import { readModuleReference } from '../workloads/user/module-reference.ts';

/**
 * The work of every run: a function of the caller's, or built-in work.
 * @param folder the one that paths are relative to
 * @throws TypeError for what names neither; ConcurError (USAGE) where there is no such file or workload
 */
export function chooseWork(work: unknown, asked: CompareOptions, folder: string): UnitWork {
  const { units, unitTimeout: unitTimeoutMs } = asked;
  const inputs = asked.inputs === undefined ? undefined : [...asked.inputs];
  if (!isBuiltIn(work)) {
    return workOf({ work: readModuleReference(work, folder, 'work'), units, inputs, unitTimeoutMs });
  }
  if (inputs === undefined) return workOf({ work, units });
  throw new TypeError(`compare: inputs need a function to call with them, and ${work} is built-in work`);
}

/** Whatever can't be a path. */
function isBuiltIn(work: unknown): work is string {
  return typeof work === 'string' && !/[/\\#]|\.[cm]?[jt]sx?$/.test(work);
}
