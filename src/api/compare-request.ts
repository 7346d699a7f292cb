import { list, optionsOf } from '../base/shape/combine.ts';
import { must } from '../base/shape/shape.ts';
import { above0, flag, instance, iterable, oneOf, shareBelow1, wholeNumber } from '../base/shape/values.ts';
import { listOf } from '../base/units.ts';
import type { CompareOptions } from '../model/compare-options.ts';
import { COMPARED_NAMES } from '../model/engines/engine-names.ts';
import type { UnitWork, Works } from '../run/series/candidate.ts';
import { pythonInputs, pythonWork } from '../run/series/request/python/python-work.ts';
import { workOf } from '../run/series/request/work.ts';
import { readModuleReference } from '../workloads/user/module-reference.ts';
import {
  isPython,
  pythonFile,
  readPythonReference,
  runtimeOf,
  type UserSource,
} from '../workloads/user/python-reference.ts';

const check = optionsOf<CompareOptions>('compare', {
  engines: list(`a list of ${listOf(COMPARED_NAMES, 'or')}`, oneOf(COMPARED_NAMES), 1),
  python: must('a version or a path, or a list of them', isOneOrMore),
  workers: wholeNumber(1),
  units: wholeNumber(1),
  inputs: iterable,
  runs: wholeNumber(1),
  budget: above0('milliseconds'),
  unitTimeout: above0('milliseconds'),
  margin: shareBelow1,
  allowDifferent: flag,
  seed: wholeNumber(0),
  signal: instance('an AbortSignal', AbortSignal),
});

function isOneOrMore(value: unknown): boolean {
  const all: readonly unknown[] = Array.isArray(value) ? value : [value];
  return all.length > 0 && all.every((each) => typeof each === 'string');
}

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
 * What was passed, understood: a function of the caller's, or built-in work by its name.
 * @param folder the one that paths are relative to
 * @throws TypeError for what names neither; ConcurError (USAGE) where there is no such file
 */
export function readWork(work: unknown, folder: string): UserSource | string {
  const python = typeof work === 'string' ? readPythonReference(work, folder) : null;
  if (python !== null && python.file === null) return python;
  if (isBuiltIn(work)) return work;
  const reference = python === null ? work : `${python.file}#${python.name ?? ''}`;
  const source = readModuleReference(reference, folder, 'work');
  return source.file.endsWith('.py') ? pythonFile(source.file, source.name) : source;
}

/** One work, or the versions of a function that were passed. @throws TypeError where a list has something else */
export function readWorks(
  work: unknown,
  folder: string,
): readonly [UserSource | string, ...(UserSource | string)[]] {
  const [first, ...others] = Array.isArray(work) ? work : [work];
  const sources = [readWork(first, folder), ...others.map((other) => readWork(other, folder))] as const;
  const builtIn = sources.find((source) => typeof source === 'string');
  if (others.length === 0 || builtIn === undefined) return sources;
  throw new TypeError(`compare: ${builtIn} is built-in work, and a list takes functions alone`);
}

/** The work of every run, or each version of it. @throws TypeError, ConcurError for what can't be done so */
export async function chooseWorks(
  [first, ...others]: readonly [UserSource | string, ...(UserSource | string)[]],
  asked: CompareOptions,
): Promise<Works> {
  const hasPython = [first, ...others].some((source) => runtimeOf(source) === 'python');
  // What is said of Python goes for those that are in Python.
  const { python: _, ...inNode } = asked;
  const choose = (source: UserSource | string) =>
    chooseWork(source, hasPython && runtimeOf(source) === 'node' ? inNode : asked);
  const works: [UnitWork, ...UnitWork[]] = [await choose(first)];
  for (const other of others) works.push(await choose(other));
  return works;
}

/** The work of every run. @throws TypeError, ConcurError for what can't be done so */
export async function chooseWork(work: UserSource | string, asked: CompareOptions): Promise<UnitWork> {
  const { units, unitTimeout: unitTimeoutMs } = asked;
  const inputs = asked.inputs === undefined ? undefined : [...asked.inputs];
  const isBuiltIn = typeof work === 'string';
  if (!isBuiltIn && isPython(work)) {
    return pythonWork({
      source: work,
      python: typeof asked.python === 'string' ? [asked.python] : asked.python,
      units,
      inputs: inputs && pythonInputs(inputs),
      unitTimeoutMs,
      env: process.env,
      signal: asked.signal,
    });
  }
  if (asked.python !== undefined) throw new TypeError('compare: python needs a function in Python');
  if (!isBuiltIn) return workOf({ work, units, inputs, unitTimeoutMs });
  if (inputs === undefined) return workOf({ work, units });
  throw new TypeError(`compare: inputs need a function to call with them, and ${work} is built-in work`);
}

/** Whatever can't be a path. */
function isBuiltIn(work: unknown): work is string {
  return typeof work === 'string' && !/[/\\#]|\.([cm]?[jt]sx?|py)$/.test(work);
}
