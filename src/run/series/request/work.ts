import { readFileSync } from 'node:fs';
import { usageError } from '../../../base/errors/errors.ts';
import { comparedEngines } from '../../../model/engines/engine-names.ts';
import type { FunctionSource } from '../../../model/trial/function-source.ts';
import { defaultUnits } from '../../../workloads/catalog/catalog.ts';
import { type ChosenWorkload, parseWorkload } from '../../../workloads/catalog/parse-workload.ts';
import { workloadModule } from '../../../workloads/index.ts';
import type { UnitWork } from '../candidate.ts';
import { SERIES_DEFAULTS } from './setting.ts';

/** Where a unit of a function is silent for so many times as long as one may take, it counts as hung. */
const UNITS_IN_TIMEOUT = 5;

/** Each run’s results are kept until the next one’s are there. */
const MOST_UNITS = 2 ** 25;

/** What the units of a series are asked to be. */
export interface AskedWork {
  /** A function of the user's, or built-in work as it is spelt: `message:size=1MB`. */
  readonly work: FunctionSource | string;
  readonly units?: number | undefined;
  readonly inputs?: readonly unknown[] | undefined;
  readonly unitTimeoutMs?: number | undefined;
}

/** The work of every run. @throws ConcurError (USAGE) where there is no such built-in work, or too much of it */
export function workOf({ work, units, inputs, ...asked }: AskedWork): UnitWork {
  checkUnits(units);
  if (typeof work === 'string') {
    const chosen = parseWorkload(work);
    return builtInWork(chosen, units ?? defaultUnits(chosen.workload, chosen.params));
  }
  return functionWork(work, givenUnits({ units, inputs }), unitMsOf(asked.unitTimeoutMs));
}

/** What the units of a function are called with, or how many there are. */
export type GivenUnits<Input = unknown> = { readonly inputs: readonly Input[] } | { readonly units: number };

export function givenUnits<Input>({
  units,
  inputs,
}: {
  readonly units?: number | undefined;
  readonly inputs?: readonly Input[] | undefined;
}): GivenUnits<Input> {
  checkUnits(units);
  return inputs === undefined ? { units: units ?? SERIES_DEFAULTS.calls } : { inputs };
}

/** How long a unit may take where it counts as hung after so long. */
export function unitMsOf(timeoutMs: number | undefined): number {
  return (timeoutMs ?? SERIES_DEFAULTS.unitTimeoutMs) / UNITS_IN_TIMEOUT;
}

function checkUnits(units: number | undefined): void {
  if (units === undefined || units <= MOST_UNITS) return;
  throw usageError(
    `${units} units are more than one run may have; the limit is ${MOST_UNITS}`,
    'Do more work in each unit.',
  );
}

/** A built-in workload, whose every unit has a known answer. */
export function builtInWork({ workload, params }: ChosenWorkload, units: number): UnitWork {
  return {
    about: {
      name: workload.name,
      source: 'built-in',
      units,
      parameters: params,
      unit: workload.unit(params),
    },
    runtime: 'node',
    engines: comparedEngines('node'),
    interpreters: [],
    module: workloadModule(workload.name),
    params,
    inputs: null,
    needsScratch: workload.needsScratch,
    unitMs: workload.unitMs(params),
    expected: (index) => workload.expected(index, params),
    impossible: (engine) => workload.impossible(params, engine),
    place: null,
    revision: null,
  };
}

/**
 * The user's own function, called with each input, or with each index below `units`.
 * @param unitMs how long a unit may take
 */
export function functionWork({ file, name }: FunctionSource, given: GivenUnits, unitMs: number): UnitWork {
  const inputs = 'inputs' in given ? given.inputs : null;
  const units = 'inputs' in given ? given.inputs.length : given.units;
  const source = name === null ? file : `${file}#${name}`;
  const unit = inputs === null ? 'a call with its index' : 'a call with one input';
  return {
    about: { name: name ?? 'default', source, units, parameters: {}, unit },
    runtime: 'node',
    engines: comparedEngines('node'),
    interpreters: [],
    module: workloadModule('call'),
    params: { function: { file, name } },
    inputs,
    needsScratch: false,
    unitMs,
    expected: null,
    impossible: () => null,
    place: placeOf({ file, name }),
    revision: null,
  };
}

/** Where a function of the user's is written, as far as its text tells: `/path/work.ts:12 (hashRow)`. */
export function placeOf({ file, name }: FunctionSource): string {
  const lines = linesOf(file);
  const line = lines.findIndex((text) => definition(name).test(text)) + 1;
  return `${file}${line === 0 ? '' : `:${line}`}${name === null ? '' : ` (${name})`}`;
}

function linesOf(file: string): string[] {
  try {
    return readFileSync(file, 'utf8').split('\n');
  } catch {
    return [];
  }
}

/** `function name(`, `const name =`, `exports.name =`; or the default export. */
function definition(name: string | null): RegExp {
  if (name === null || name === 'default') return /export\s+default\b|module\.exports\s*=/;
  const word = name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return new RegExp(`(?:function\\s*\\*?|const|let|var|exports\\.)\\s*${word}(?![\\w$])`);
}
