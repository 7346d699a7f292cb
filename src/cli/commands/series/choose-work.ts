import { usageError } from '../../../base/errors/errors.ts';
import type { UnitWork } from '../../../run/series/candidate.ts';
import { SERIES_DEFAULTS } from '../../../run/series/request/setting.ts';
import { workOf } from '../../../run/series/request/work.ts';
import { isPython, type UserSource } from '../../../workloads/user/python-reference.ts';
import type { TypedOptions } from '../../options/table.ts';
import { readInputs } from './read-inputs.ts';

/** Each as JSON. */
type Inputs = readonly string[] | undefined;

/** The work of every run: a function of the user's, or built-in work. */
export async function chooseWork(source: UserSource | null, options: TypedOptions): Promise<UnitWork> {
  checkWork(source, options);
  const { workload, units } = options;
  if (source === null) return workOf({ work: workload ?? SERIES_DEFAULTS.workload, units });
  return ownWork(source, options, await inputsOf(options));
}

/** @throws ConcurError (USAGE) where options don't go together, or not with that work */
export function checkWork(source: UserSource | null, options: TypedOptions): void {
  const { workload, input, units, python } = options;
  if (python !== undefined && (source === null || !isPython(source)))
    throw usageError('--python needs your own function in Python', 'Try concur compare ./work.py#name.');
  if (source === null) {
    if (input === undefined) return;
    throw usageError(
      '--input needs your own function',
      'Try concur compare ./work.ts#name --input rows.ndjson.',
    );
  }
  if (workload !== undefined) {
    throw usageError('--workload and your own function exclude each other', 'Leave one of them out.');
  }
  if (input !== undefined && units !== undefined) {
    throw usageError('--input and --units exclude each other', 'Each input is a unit: leave --units out.');
  }
}

/** What units are called with; undefined where that is their index. */
export async function inputsOf({ input }: TypedOptions): Promise<Inputs> {
  return input === undefined ? undefined : readInputs(input);
}

/** A function of the user's. */
export async function ownWork(source: UserSource, options: TypedOptions, inputs: Inputs): Promise<UnitWork> {
  const { units, timeout, python } = options;
  // Where all may take that long, a unit may.
  if (!isPython(source)) {
    const values = inputs?.map((input): unknown => JSON.parse(input));
    return workOf({ work: source, units, inputs: values, unitTimeoutMs: timeout });
  }
  const { pythonWork } = await import('../../../run/series/request/python/python-work.ts');
  return pythonWork({ source, python, units, inputs, unitTimeoutMs: timeout, env: process.env });
}
