import { closest } from '../errors/suggest.ts';
import { listOf } from '../units.ts';
import { flaw, must, type Shape } from './shape.ts';

export const text = must('a text', (value) => typeof value === 'string');
export const words = must(
  'a text that is not empty',
  (value) => typeof value === 'string' && value.trim() !== '',
);
export const flag = must('true or false', (value) => typeof value === 'boolean');
export const callable = must('a function', (value) => typeof value === 'function');

export function wholeNumber(least: number): Shape {
  return must(
    `a whole number of at least ${least}`,
    (value) => Number.isSafeInteger(value) && (value as number) >= least,
  );
}

/** @param unit what it counts, for the message: `ms` */
export function above0(unit: string): Shape {
  return must(`a number of ${unit} above 0`, (value) => Number.isFinite(value) && (value as number) > 0);
}

export const shareBelow1 = must(
  'a share above 0 and below 1',
  (value) => typeof value === 'number' && value > 0 && value < 1,
);

/** @param offered the choices that are named where the value is none */
export function oneOf(choices: readonly string[], offered: readonly string[] = choices): Shape {
  return (value, path) => {
    if (choices.includes(value as string)) return null;
    const meant = typeof value === 'string' ? closest(value, offered) : null;
    return flaw(path, listOf(offered, 'or'), value, meant === null ? null : `Did you mean ${meant}?`);
  };
}

/** @param what it is an instance of, as the end of “must be …” */
export function instance(what: string, type: abstract new (...given: never[]) => unknown): Shape {
  return must(what, (value) => value instanceof type);
}

export const iterable = must(
  'something iterable',
  (value) => typeof (value as Iterable<unknown> | null | undefined)?.[Symbol.iterator] === 'function',
);

export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** What survives JSON unchanged, all the way down. */
export function isJson(value: unknown, above: readonly unknown[] = []): boolean {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return true;
  if (typeof value === 'number') return Number.isFinite(value);
  if (typeof value !== 'object' || above.includes(value)) return false;
  const isPlain = Array.isArray(value) || [Object.prototype, null].includes(Object.getPrototypeOf(value));
  return isPlain && Object.values(value).every((inner) => isJson(inner, [...above, value]));
}
