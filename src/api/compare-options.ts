import { closest } from '../base/suggest.ts';
import { listOf } from '../base/units.ts';
import type { CompareOptions } from '../model/compare-options.ts';
import { COMPARED_ENGINES } from '../model/engine-names.ts';

type Check = (value: unknown) => string | null;

/** For each option, what a wrong value should have been; null where it is right. */
const CHECKS: { readonly [name in keyof Required<CompareOptions>]: Check } = {
  engines: (value) =>
    Array.isArray(value) && value.length > 0 && value.every((name) => COMPARED_ENGINES.includes(name))
      ? null
      : `a list of ${listOf(COMPARED_ENGINES, 'or')}`,
  workers: wholeNumber,
  units: wholeNumber,
  inputs: (value) =>
    typeof (value as Iterable<unknown> | null)?.[Symbol.iterator] === 'function'
      ? null
      : 'something iterable',
  runs: wholeNumber,
  budget: (value) => (typeof value === 'number' && value > 0 ? null : 'milliseconds, more than 0'),
  unitTimeout: (value) => (typeof value === 'number' && value > 0 ? null : 'milliseconds, more than 0'),
  margin: (value) =>
    typeof value === 'number' && value > 0 && value < 1 ? null : 'a share above 0 and below 1',
  seed: (value) => (Number.isSafeInteger(value) && Number(value) >= 0 ? null : 'a whole number of 0 or more'),
  signal: (value) => (value instanceof AbortSignal ? null : 'an AbortSignal'),
};

/** @throws TypeError that says what to pass instead */
export function readCompareOptions(options: CompareOptions): CompareOptions {
  for (const [name, value] of Object.entries(options)) check(name, value);
  if (options.inputs !== undefined && options.units !== undefined) {
    throw new TypeError('inputs and units exclude each other: each input is a unit');
  }
  const inputs = options.inputs === undefined ? undefined : [...options.inputs];
  if (inputs?.length === 0) throw new TypeError('inputs is empty: pass an input for each unit');
  return inputs === undefined ? options : { ...options, inputs };
}

function check(name: string, value: unknown): void {
  const wantedOf = (CHECKS as Readonly<Record<string, Check>>)[name];
  if (wantedOf === undefined) {
    const meant = closest(name, Object.keys(CHECKS));
    const hint = meant === null ? `the options are ${listOf(Object.keys(CHECKS))}` : `did you mean ${meant}?`;
    throw new TypeError(`compare has no option ${name}: ${hint}`);
  }
  const wanted = value === undefined ? null : wantedOf(value);
  if (wanted !== null) throw new TypeError(`${name} is ${String(value)}: pass ${wanted}`);
}

function wholeNumber(value: unknown): string | null {
  return Number.isSafeInteger(value) && Number(value) > 0 ? null : 'a whole number above 0';
}
