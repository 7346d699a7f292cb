import { usageError } from '../../base/errors.ts';
import { closest } from '../../base/suggest.ts';
import { MOST_UNITS } from '../../engine/map/claim-memory.ts';
import { readModuleReference } from '../../engine/map/module-reference.ts';
import { MAP_ENGINES } from '../../model/engine-names.ts';
import type { MapEngineName } from '../../model/engines.ts';
import type { FunctionSource } from '../../model/function-source.ts';
import type { ParallelMapOptions } from '../../model/parallel-map.ts';

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

type Checks = { readonly [name in keyof Required<ParallelMapOptions>]: (value: unknown) => string | null };

/** For each option, what a wrong value should have been; null where it is right. */
const CHECKS: Checks = {
  engine: oneOf(...MAP_ENGINES),
  workers: wholeNumber,
  chunk: wholeNumber,
  onProgress: (value) => (typeof value === 'function' ? null : 'a function'),
  progress: (value) => (typeof value === 'boolean' ? null : 'true or false'),
  timeout: (value) => (Number(value) > 0 && Number.isFinite(value) ? null : 'milliseconds, more than 0'),
  onError: oneOf('raise', 'collect'),
  signal: (value) => (value instanceof AbortSignal ? null : 'an AbortSignal'),
};

/** @throws TypeError that says what to pass instead; ConcurError (USAGE) where the module's file isn't there */
export function readMapRequest(
  moduleUrl: unknown,
  inputs: unknown,
  options: ParallelMapOptions = {},
): MapRequest {
  for (const [name, value] of Object.entries(options)) checkOption(name, value);
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

function checkOption(name: string, value: unknown): void {
  const check = (CHECKS as Readonly<Record<string, (value: unknown) => string | null>>)[name];
  const names = Object.keys(CHECKS);
  if (check === undefined) {
    const meant = closest(name, names);
    const hint = meant === null ? `the options are ${names.join(', ')}` : `did you mean ${meant}?`;
    throw new TypeError(`parallelMap has no option ${name}: ${hint}`);
  }
  const wanted = value === undefined ? null : check(value);
  if (wanted !== null) throw new TypeError(`${name} is ${String(value)}: pass ${wanted}`);
}

function readInputs(inputs: unknown): MapInputs {
  if (typeof inputs === 'number') {
    if (!Number.isInteger(inputs) || inputs < 0) {
      throw new TypeError(`inputs is ${inputs}: pass a whole number of units, or an input for each`);
    }
    return atMost({ type: 'count', total: inputs });
  }
  if (typeof (inputs as Iterable<unknown> | null | undefined)?.[Symbol.iterator] !== 'function') {
    throw new TypeError('inputs is neither a number nor iterable: pass how many units, or an input for each');
  }
  // Numbers in an array, typed or not, are copied in one go; what else can be iterated over is, once.
  const isArray = Array.isArray(inputs) || ArrayBuffer.isView(inputs);
  const values = (isArray ? inputs : [...(inputs as Iterable<unknown>)]) as ArrayLike<unknown>;
  const total = values.length;
  const numbers = asNumbers(values);
  if (numbers !== null) return atMost({ type: 'numbers', total, values: numbers });
  return atMost({ type: 'values', total, values: Array.from(values) });
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

function atMost(inputs: MapInputs): MapInputs {
  if (inputs.total <= MOST_UNITS) return inputs;
  throw usageError(
    `inputs are ${inputs.total} units, and ${MOST_UNITS} is the most`,
    'Let a unit do several things, or call parallelMap several times.',
  );
}

function wholeNumber(value: unknown): string | null {
  return Number.isInteger(value) && (value as number) >= 1 ? null : 'a whole number above 0';
}

function oneOf(...names: readonly string[]): (value: unknown) => string | null {
  return (value) => (names.includes(value as string) ? null : names.map((name) => `'${name}'`).join(' or '));
}
