import { usageError } from '../../base/errors.ts';
import { ENGINE_NAMES } from '../../model/engine-names.ts';
import type { EngineName } from '../../model/engines.ts';
import type { FunctionSource } from '../../model/function-source.ts';
import type { UnitWork } from '../../run/series/contestant.ts';
import { builtInWork, functionWork } from '../../run/series/work.ts';
import { defaultUnits } from '../../workloads/catalog.ts';
import { parseWorkload } from '../../workloads/parse-workload.ts';
import { readSource } from '../named-function.ts';
import type { TypedOptions } from '../typed-options.ts';
import { readInputs } from './read-inputs.ts';

const DEFAULT_WORKLOAD = 'compute';
const DEFAULT_CALLS = 1_000;
/** A unit of the user's may take so much of `--timeout` that five of them are all of it. */
const UNITS_IN_TIMEOUT = 5;
/** Where there is no `--timeout`: a unit that takes longer than five times this hangs. */
const UNIT_MS = 2_000;

/** What `compare` was given, told apart: names of engines, and at most one function. */
export interface NamedSubjects {
  readonly engines: readonly EngineName[];
  readonly source: FunctionSource | null;
}

/** @throws ConcurError (USAGE) for what is neither an engine nor a module */
export function readAsked(words: readonly string[]): NamedSubjects {
  const engines: EngineName[] = [];
  let source: FunctionSource | null = null;
  for (const word of words) {
    const engine = ENGINE_NAMES.find((name) => name === word);
    if (engine !== undefined) {
      engines.push(engine);
      continue;
    }
    if (source !== null)
      throw usageError(`two functions, ${source.file} and ${word}`, 'Compare one at a time.');
    source = readSource(word);
  }
  return { engines, source };
}

/** The work of every run: a function of the user's, or built-in work. */
export function chooseWork(source: FunctionSource | null, options: TypedOptions): UnitWork {
  const { workload, input, units, timeout } = options;
  if (source === null) {
    if (input !== undefined) {
      throw usageError(
        '--input needs a function of yours to call',
        'Try concur compare ./work.ts#name --input rows.ndjson.',
      );
    }
    const chosen = parseWorkload(workload ?? DEFAULT_WORKLOAD);
    return builtInWork(chosen, units ?? defaultUnits(chosen.workload, chosen.params));
  }
  if (workload !== undefined) {
    throw usageError('--workload and a function of yours exclude each other', 'Leave one of them out.');
  }
  if (input !== undefined && units !== undefined) {
    throw usageError('--input and --units exclude each other', 'Each input is a unit: leave --units out.');
  }
  const unitMs = timeout === undefined ? UNIT_MS : timeout / UNITS_IN_TIMEOUT;
  const given = input === undefined ? { units: units ?? DEFAULT_CALLS } : { inputs: readInputs(input) };
  return functionWork(source, given, unitMs);
}
