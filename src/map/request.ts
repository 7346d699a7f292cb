import { ConcurError, usageError } from '../base/errors/errors.ts';
import { optionsOf } from '../base/shape/combine.ts';
import { above0, callable, flag, instance, iterable, oneOf, wholeNumber } from '../base/shape/values.ts';
import { MAP_ENGINES } from '../model/engines/engine-names.ts';
import type { MapEngineName } from '../model/engines/engines.ts';
import type { ParallelMapOptions } from '../model/parallel-map.ts';
import type { FunctionSource } from '../model/trial/function-source.ts';
import { readModuleReference } from '../workloads/user/module-reference.ts';
import { MOST_UNITS } from './dispatch/claim-memory.ts';

/** A number of units whose input is their index, or an input for each: numbers by themselves, or anything. */
export type MapInputs =
  | { readonly type: 'count'; readonly total: number }
  | { readonly type: 'numbers'; readonly total: number; readonly values: Float64Array }
  | { readonly type: 'values'; readonly total: number; readonly values: readonly unknown[] };

/** What was asked for, checked and with its defaults; null where there is none. */
export interface MapRequest {
  readonly source: FunctionSource;
  readonly inputs: MapInputs;
  readonly engine: MapEngineName;
  /** Null for as many as there are CPUs to use. */
  readonly workers: number | null;
  readonly chunk: number | null;
  readonly timeoutMs: number | null;
  readonly onError: 'raise' | 'collect';
  readonly signal: AbortSignal | null;
}

const check = optionsOf<ParallelMapOptions>('parallelMap', {
  engine: oneOf(MAP_ENGINES),
  workers: wholeNumber(1),
  chunk: wholeNumber(1),
  onProgress: callable,
  onWarning: callable,
  progress: flag,
  timeout: above0('milliseconds'),
  onError: oneOf(['raise', 'collect']),
  signal: instance('an AbortSignal', AbortSignal),
});

/** @throws TypeError that says what to pass instead; ConcurError (USAGE) where the module's file isn't there */
export function readMapRequest(
  moduleUrl: unknown,
  inputs: unknown,
  options: ParallelMapOptions = {},
): MapRequest {
  check(options);
  if (options.engine === 'processes' && 'bun' in process.versions) throw noProcesses();
  return {
    source: readModuleReference(moduleUrl, process.cwd()),
    inputs: readInputs(inputs),
    engine: options.engine ?? 'threads',
    workers: options.workers ?? null,
    chunk: options.chunk ?? null,
    timeoutMs: options.timeout ?? null,
    onError: options.onError ?? 'raise',
    signal: options.signal ?? null,
  };
}

/** Bun opens no stream on a descriptor that it was given: a worker couldn't hear us. */
function noProcesses(): ConcurError {
  return new ConcurError('CAPABILITY_MISSING', 'parallelMap has no processes under Bun', {
    hint: "Use engine: 'threads', or Node.",
  });
}

function readInputs(inputs: unknown): MapInputs {
  if (typeof inputs === 'number') {
    if (!Number.isInteger(inputs) || inputs < 0) {
      throw new TypeError(`inputs is ${inputs}: pass a whole number of units, or an input for each`);
    }
    checkTotal(inputs);
    return { type: 'count', total: inputs };
  }
  if (iterable(inputs, 'inputs') !== null) {
    throw new TypeError('inputs is neither a number nor iterable: pass how many units, or an input for each');
  }
  // Numbers in an array, typed or not, are copied in one go; what else can be iterated over is, once.
  const isArray = Array.isArray(inputs) || ArrayBuffer.isView(inputs);
  const values = (isArray ? inputs : firstOf(inputs as Iterable<unknown>)) as ArrayLike<unknown>;
  const total = values.length;
  checkTotal(total);
  const numbers = asNumbers(values);
  if (numbers !== null) return { type: 'numbers', total, values: numbers };
  return { type: 'values', total, values: Array.from(values) };
}

/** What an iterable gives, as far as it may: it might never end. */
function firstOf(inputs: Iterable<unknown>): unknown[] {
  const values: unknown[] = [];
  for (const value of inputs) {
    if (values.length >= MOST_UNITS) checkTotal(Number.POSITIVE_INFINITY);
    values.push(value);
  }
  return values;
}

function asNumbers(values: ArrayLike<unknown>): Float64Array | null {
  const numbers = new Float64Array(values.length);
  for (let i = 0; i < values.length; i++) {
    const value = values[i];
    if (typeof value !== 'number') return null;
    numbers[i] = value;
  }
  return numbers;
}

function checkTotal(total: number): void {
  if (total <= MOST_UNITS) return;
  const units = Number.isFinite(total) ? `${total}` : `more than ${MOST_UNITS}`;
  throw usageError(
    `inputs are ${units} units; the limit is ${MOST_UNITS}`,
    'Do more work per unit, or call parallelMap several times.',
  );
}
