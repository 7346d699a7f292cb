import { usageError } from '../base/errors/errors.ts';
import { iterable } from '../base/shape/values.ts';
import { MOST_UNITS } from './dispatch/claim-memory.ts';

/** A number of units whose input is their index, or an input for each: numbers by themselves, or anything. */
export type MapInputs =
  | { readonly type: 'count'; readonly total: number }
  | { readonly type: 'numbers'; readonly total: number; readonly values: Float64Array }
  | { readonly type: 'values'; readonly total: number; readonly values: readonly unknown[] };

/** @throws TypeError that says what to pass instead; ConcurError (USAGE) where there are too many */
export function readMapInputs(inputs: unknown): MapInputs {
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

/** @throws TypeError where nothing can be read from it */
export function checkStreamInputs(inputs: unknown): void {
  if (iterable(inputs, 'inputs') === null) return;
  const isAsync = typeof (inputs as AsyncIterable<unknown> | null)?.[Symbol.asyncIterator] === 'function';
  if (!isAsync)
    throw new TypeError(
      'inputs is not iterable: pass an iterable or an async iterable, with an input for each unit',
    );
}
