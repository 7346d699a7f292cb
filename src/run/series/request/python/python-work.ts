import { basename, join } from 'node:path';
import { usageError } from '../../../../base/errors/errors.ts';
import { packageRoot } from '../../../../base/files/package-root.ts';
import { isJson } from '../../../../base/shape/values.ts';
import { comparedEngines } from '../../../../model/engines/engine-names.ts';
import type { EngineName } from '../../../../model/engines/engines.ts';
import type { FoundPython } from '../../../../model/machine/machine.ts';
import type { PythonSource } from '../../../../model/trial/function-source.ts';
import type { Interpreter, UnitWork } from '../../candidate.ts';
import type { GivenUnits } from '../work.ts';
import { type FunctionFacts, type Inspection, inspectFunction } from './inspect.ts';

/** Interpreters of their own have a module since PEP 734: https://docs.python.org/3.14/library/concurrent.interpreters.html */
const FIRST_WITH_INTERPRETERS = [3, 14] as const;

/** What the units of a function in Python are, and in which interpreters they run. */
export interface AskedPythonWork extends Omit<Inspection, 'python' | 'hasInputs'> {
  readonly pythons: readonly FoundPython[];
  readonly given: GivenUnits;
  /** How long a unit may take. */
  readonly unitMs: number;
}

/**
 * The user's own function in Python, called with each input, or with each index below `units`; without arguments where
 * it takes none.
 * @throws ConcurError (USAGE, USER_CODE) where one of the interpreters can't load it
 */
export async function pythonWork({ pythons, given, unitMs, ...asked }: AskedPythonWork): Promise<UnitWork> {
  const inputs = 'inputs' in given ? given.inputs : null;
  const units = 'inputs' in given ? given.inputs.length : given.units;
  checkInputs(inputs ?? []);
  const interpreters: Interpreter[] = [];
  let facts: FunctionFacts | null = null;
  for (const python of pythons) {
    const found = await inspectFunction({ ...asked, python: python.path, hasInputs: inputs !== null });
    facts ??= found;
    interpreters.push({ ...python, startMethod: found.startMethod });
  }
  const { isAsync = false, takesNothing = false, place = null } = facts ?? {};
  const { source } = asked;
  const name = source.name ?? '';
  return {
    about: {
      name,
      source: spelled(source),
      units,
      parameters: {},
      unit: takesNothing ? 'a call' : `a call with ${inputs === null ? 'its index' : 'one input'}`,
    },
    runtime: 'python',
    engines: comparedEngines('python').filter((engine) => isAsync || engine !== 'asyncio'),
    interpreters,
    module: join(packageRoot(), 'src', 'engine', 'python', 'concur_function.py'),
    params: { function: { ...source }, isAsync, takesNothing },
    inputs,
    needsScratch: false,
    unitMs,
    expected: null,
    impossible: (engine, python) => whyImpossible(engine, python, { isAsync, name }),
    place: `${place === null ? (source.file ?? source.module) : `${place.file}:${place.line}`} (${name})`,
  };
}

/** What Python is given it gets as JSON. */
function checkInputs(inputs: readonly unknown[]): void {
  const strange = inputs.findIndex((input) => !isJson(input));
  if (strange >= 0) throw usageError(`input ${strange} is no JSON: a function in Python can’t be given it`);
}

/** As it can be typed: `/path/work.py#fn`, `package.module:fn`. */
function spelled({ file, module, name }: PythonSource): string {
  return file === null ? `${module}:${name}` : `${file}#${name}`;
}

function whyImpossible(
  engine: EngineName,
  python: FoundPython | null,
  { isAsync, name }: { readonly isAsync: boolean; readonly name: string },
): string | null {
  if (engine === 'asyncio' && !isAsync) return `${name} is no async function`;
  if (engine === 'interpreters' && python !== null && !hasInterpreters(python)) {
    return `concurrent.interpreters comes with Python ${FIRST_WITH_INTERPRETERS.join('.')}, and ${basename(python.path)} is ${python.version}`;
  }
  return null;
}

function hasInterpreters({ version, implementation }: FoundPython): boolean {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const [least, leastMinor] = FIRST_WITH_INTERPRETERS;
  return implementation === 'cpython' && (major > least || (major === least && minor >= leastMinor));
}
