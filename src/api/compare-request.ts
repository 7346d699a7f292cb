import { list, optionsOf } from '../base/shape/combine.ts';
import { must } from '../base/shape/shape.ts';
import { above0, instance, iterable, oneOf, shareBelow1, wholeNumber } from '../base/shape/values.ts';
import { listOf } from '../base/units.ts';
import { requirePython } from '../machine/python-versions.ts';
import { findTools } from '../machine/tools.ts';
import type { CompareOptions } from '../model/compare-options.ts';
import { COMPARED_NAMES } from '../model/engines/engine-names.ts';
import type { FoundPython } from '../model/machine/machine.ts';
import type { FunctionSource, PythonSource } from '../model/trial/function-source.ts';
import type { UnitWork } from '../run/series/candidate.ts';
import { pythonWork } from '../run/series/request/python/python-work.ts';
import { givenUnits, unitMsOf, workOf } from '../run/series/request/work.ts';
import { isUrl, readModuleReference } from '../workloads/user/module-reference.ts';
import { pythonFile, readPythonReference } from '../workloads/user/python-reference.ts';

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
 * The work of every run: a function of the caller's, or built-in work.
 * @param folder the one that paths are relative to
 * @throws TypeError for what names neither; ConcurError (USAGE) where there is no such file or workload
 */
export async function chooseWork(work: unknown, asked: CompareOptions, folder: string): Promise<UnitWork> {
  const { units, unitTimeout: unitTimeoutMs } = asked;
  const inputs = asked.inputs === undefined ? undefined : [...asked.inputs];
  const source = pythonSource(work, folder);
  if (source !== null) {
    return pythonWork({
      source,
      pythons: await pythonsOf(asked),
      given: givenUnits({ units, inputs }),
      unitMs: unitMsOf(unitTimeoutMs),
      tools: findTools(process.env.PATH ?? ''),
      env: process.env,
      signal: asked.signal ?? new AbortController().signal,
    });
  }
  if (asked.python !== undefined) throw new TypeError('compare: python needs a function in Python');
  if (!isBuiltIn(work)) {
    return workOf({ work: readModuleReference(work, folder, 'work'), units, inputs, unitTimeoutMs });
  }
  if (inputs === undefined) return workOf({ work, units });
  throw new TypeError(`compare: inputs need a function to call with them, and ${work} is built-in work`);
}

/** Python's, where it names a function there. A file URL and its path mean the same. */
function pythonSource(work: unknown, folder: string): PythonSource | null {
  if (typeof work === 'string' && !work.startsWith('file:')) {
    const source = readPythonReference(work, folder);
    return source?.file == null ? source : pythonOf(readModuleReference(work, folder, 'work'));
  }
  return isUrl(work) ? pythonOf(readModuleReference(work, folder, 'work')) : null;
}

function pythonOf({ file, name }: FunctionSource): PythonSource | null {
  return file.endsWith('.py') ? pythonFile(file, name) : null;
}

function pythonsOf({ python }: CompareOptions): Promise<FoundPython[]> {
  const named = typeof python === 'string' ? [python] : (python ?? [undefined]);
  return Promise.all(named.map((each) => requirePython(each, process.env)));
}

/** Whatever can't be a path. */
function isBuiltIn(work: unknown): work is string {
  return typeof work === 'string' && !/[/\\#]|\.[cm]?[jt]sx?$/.test(work);
}
