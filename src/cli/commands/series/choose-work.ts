import { usageError } from '../../../base/errors/errors.ts';
import { ENGINE_NAMES } from '../../../model/engines/engine-names.ts';
import type { EngineName } from '../../../model/engines/engines.ts';
import type { FunctionSource } from '../../../model/trial/function-source.ts';
import type { UnitWork } from '../../../run/series/candidate.ts';
import { SERIES_DEFAULTS } from '../../../run/series/request/setting.ts';
import { workOf } from '../../../run/series/request/work.ts';
import { readSource } from '../../options/own-function.ts';
import type { TypedOptions } from '../../options/table.ts';
import { readInputs } from './read-inputs.ts';

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
      throw usageError(`two functions: ${source.file} and ${word}`, 'Compare one function at a time.');
    source = readSource(word);
  }
  return { engines, source };
}

/** The work of every run: a function of the user's, or built-in work. */
export async function chooseWork(source: FunctionSource | null, options: TypedOptions): Promise<UnitWork> {
  const { workload, input, units, timeout } = options;
  if (source === null) {
    if (input !== undefined) {
      throw usageError(
        '--input needs your own function',
        'Try concur compare ./work.ts#name --input rows.ndjson.',
      );
    }
    return workOf({ work: workload ?? SERIES_DEFAULTS.workload, units });
  }
  if (workload !== undefined) {
    throw usageError('--workload and your own function exclude each other', 'Leave one of them out.');
  }
  if (input !== undefined && units !== undefined) {
    throw usageError('--input and --units exclude each other', 'Each input is a unit: leave --units out.');
  }
  const inputs = input === undefined ? undefined : await readInputs(input);
  // Where all may take that long, a unit may.
  return workOf({ work: source, units, inputs, unitTimeoutMs: timeout });
}
