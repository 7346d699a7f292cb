import { join } from 'node:path';
import { usageError } from '../../../../base/errors/errors.ts';
import { packageRoot } from '../../../../base/files/package-root.ts';
import { isJson } from '../../../../base/shape/values.ts';
import { requirePython } from '../../../../machine/python-versions.ts';
import { findTools } from '../../../../machine/tools.ts';
import { comparedEngines } from '../../../../model/engines/engine-names.ts';
import type { EngineName } from '../../../../model/engines/engines.ts';
import type { FoundPython } from '../../../../model/machine/machine.ts';
import type { PythonSource } from '../../../../model/trial/function-source.ts';
import type { Interpreter, UnitWork } from '../../candidate.ts';
import { givenUnits, unitMsOf } from '../work.ts';
import { type FunctionFacts, inspectFunction } from './inspect.ts';

/** What the units of a function in Python are, and in which interpreters they run. */
export interface AskedPythonWork {
  readonly source: PythonSource;
  /** Interpreters by version or path; undefined for `python3`. */
  readonly python: readonly string[] | undefined;
  readonly units: number | undefined;
  /** Each as JSON. */
  readonly inputs: readonly string[] | undefined;
  readonly unitTimeoutMs: number | undefined;
  readonly env: NodeJS.ProcessEnv;
  readonly signal?: AbortSignal | undefined;
}

/**
 * The user's own function in Python, called with each input, or with each index below `units`; without arguments where
 * it takes none.
 * @throws ConcurError (USAGE, USER_CODE) where there is no such interpreter, or one can't load it
 */
export async function pythonWork(asked: AskedPythonWork): Promise<UnitWork> {
  const { source, python: named = [undefined], env, signal = new AbortController().signal } = asked;
  const pythons = await Promise.all(named.map((each) => requirePython(each, env)));
  const given = givenUnits(asked);
  const inputs = 'inputs' in given ? given.inputs : null;
  const inspection = { source, tools: findTools(env.PATH ?? ''), env, signal, hasInputs: inputs !== null };
  const found: FunctionFacts[] = [];
  for (const { path } of pythons) found.push(await inspectFunction({ ...inspection, python: path }));
  const { isAsync, takesNothing, place } = found[0] as FunctionFacts;
  const name = source.name ?? '';
  return {
    about: {
      name,
      source: spelled(source),
      units: 'inputs' in given ? given.inputs.length : given.units,
      parameters: {},
      unit: takesNothing ? 'a call' : `a call with ${inputs === null ? 'its index' : 'one input'}`,
    },
    runtime: 'python',
    engines: comparedEngines('python').filter((engine) => isAsync || engine !== 'asyncio'),
    interpreters: pythons.map((python, index) => interpreterOf(python, found[index] as FunctionFacts)),
    module: join(packageRoot(), 'src', 'engine', 'python', 'concur_function.py'),
    params: { function: { ...source }, isAsync, takesNothing },
    inputs,
    needsScratch: false,
    unitMs: unitMsOf(asked.unitTimeoutMs),
    expected: null,
    impossible: (engine, python) => whyImpossible(engine, python, { isAsync, name }),
    place: `${place === null ? (source.file ?? source.module) : `${place.file}:${place.line}`} (${name})`,
    revision: null,
  };
}

function interpreterOf(python: FoundPython, { startMethod, whyNoInterpreters }: FunctionFacts): Interpreter {
  return { ...python, startMethod, whyNoInterpreters };
}

/** Values of ours as Python is given them. @throws ConcurError (USAGE) for one that JSON has no room for */
export function pythonInputs(values: readonly unknown[]): string[] {
  return values.map((value, index) => {
    if (isJson(value)) return JSON.stringify(value);
    throw usageError(`input ${index} is no JSON: a function in Python can’t be given it`);
  });
}

/** As it can be typed: `/path/work.py#fn`, `package.module:fn`. */
function spelled({ file, module, name }: PythonSource): string {
  return file === null ? `${module}:${name}` : `${file}#${name}`;
}

function whyImpossible(
  engine: EngineName,
  python: Interpreter | null,
  { isAsync, name }: { readonly isAsync: boolean; readonly name: string },
): string | null {
  if (engine === 'asyncio' && !isAsync) return `${name} is no async function`;
  return engine === 'interpreters' ? (python?.whyNoInterpreters ?? null) : null;
}
