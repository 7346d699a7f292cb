import { list, optionsOf } from '../base/shape/combine.ts';
import { above0, instance, iterable, oneOf, shareBelow1, wholeNumber } from '../base/shape/values.ts';
import { listOf } from '../base/units.ts';
import type { CompareOptions } from '../model/compare-options.ts';
import { COMPARED_ENGINES } from '../model/engines/engine-names.ts';
import type { UnitWork } from '../run/series/candidate.ts';
import { workOf } from '../run/series/request/work.ts';
import { readModuleReference } from '../workloads/user/module-reference.ts';

const check = optionsOf<CompareOptions>('compare', {
  engines: list(`a list of ${listOf(COMPARED_ENGINES, 'or')}`, oneOf(COMPARED_ENGINES), 1),
  workers: wholeNumber(1),
  units: wholeNumber(1),
  inputs: iterable,
  runs: wholeNumber(1),
  budget: above0('milliseconds'),
  unitTimeout: above0('milliseconds'),
  margin: shareBelow1,
  seed: wholeNumber(0),
  signal: instance('an AbortSignal', AbortSignal),
});

/** @throws TypeError that says what to pass instead */
export function readCompareOptions(options: CompareOptions): CompareOptions {
  check(options);
  if (options.inputs !== undefined && options.units !== undefined) {
    throw new TypeError('compare: inputs and units exclude each other: each input is a unit');
  }
  const inputs = options.inputs === undefined ? undefined : [...options.inputs];
  if (inputs?.length === 0) throw new TypeError('compare: inputs is empty: pass an input for each unit');
  return inputs === undefined ? options : { ...options, inputs };
}

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
