import { inspect } from 'node:util';
import { closest } from '../../base/suggest.ts';
import { listOf } from '../../base/units.ts';

/** What is wrong with a value, and what to do about it. */
export interface Flaw {
  readonly message: string;
  readonly hint: string | null;
}

/**
 * Says what is wrong with a value, or null where nothing is.
 * @param path where its author finds it: `plan().trials[0].label`
 */
export type Shape = (value: unknown, path: string) => Flaw | null;

export function flaw(path: string, wanted: string, value: unknown, hint: string | null = null): Flaw {
  return { message: `${path} must be ${wanted} (it is ${shown(value)})`, hint };
}

/** @param wanted what a value is to be, as the end of “must be …” */
export function must(wanted: string, test: (value: unknown) => boolean): Shape {
  return (value, path) => (test(value) ? null : flaw(path, wanted, value));
}

export const text = must('a text', (value) => typeof value === 'string');
export const words = must(
  'a text with words in it',
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

/** @param offered the choices that are named where the value is none */
export function oneOf(choices: readonly string[], offered: readonly string[] = choices): Shape {
  return (value, path) => {
    if (choices.includes(value as string)) return null;
    const meant = typeof value === 'string' ? closest(value, offered) : null;
    return flaw(path, listOf(offered, 'or'), value, meant === null ? null : `Did you mean ${meant}?`);
  };
}

export function optional(shape: Shape): Shape {
  return (value, path) => (value === undefined ? null : shape(value, path));
}

export function nullOr(shape: Shape): Shape {
  return (value, path) => (value === null ? null : shape(value, path));
}

/** The first flaw that any of them finds. */
export function all(...shapes: readonly Shape[]): Shape {
  return (value, path) => first(shapes, (shape) => shape(value, path));
}

/** @param wanted as the end of “must be …” */
export function list(wanted: string, item: Shape, least = 0): Shape {
  return (value, path) => {
    if (!Array.isArray(value) || value.length < least) return flaw(path, wanted, value);
    return first([...value.keys()], (index) => item(value[index], `${path}[${index}]`));
  };
}

/** The entries of a list of objects differ in this field. */
export function distinct(field: string): Shape {
  return (value, path) => {
    const entries = (value as readonly Readonly<Record<string, unknown>>[]).map((entry) => entry[field]);
    const twice = entries.findIndex((entry, index) => entries.indexOf(entry) < index);
    if (twice < 0) return null;
    return flaw(`${path}[${twice}].${field}`, 'unlike those before it', entries[twice]);
  };
}

/**
 * An object with a shape for each of its fields, and no others.
 * @param wanted as the end of “must be …”
 */
export function record<Type>(
  wanted: string,
  fields: { readonly [name in keyof Required<Type>]: Shape },
): Shape {
  const known = Object.keys(fields);
  const shapes = fields as Readonly<Record<string, Shape>>;
  return (value, path) => {
    if (!isObject(value)) return flaw(path === '' ? 'the default export' : path, wanted, value);
    const at = (name: string) => (path === '' ? name : `${path}.${name}`);
    const stranger = Object.keys(value).find((name) => !known.includes(name));
    if (stranger !== undefined) return unknownField(at(stranger), stranger, known);
    return first(known, (name) => (shapes[name] as Shape)(value[name], at(name)));
  };
}

/** An object whose every field, whatever its name, has this shape. */
export function dictionary(wanted: string, entry: Shape): Shape {
  return (value, path) =>
    isObject(value)
      ? first(Object.keys(value), (name) => entry(value[name], `${path}.${name}`))
      : flaw(path, wanted, value);
}

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

function unknownField(path: string, name: string, known: readonly string[]): Flaw {
  const meant = closest(name, known);
  return {
    message: `${path} is an unknown field`,
    hint: meant === null ? `There are ${listOf(known)}.` : `Did you mean ${meant}?`,
  };
}

function first<Item>(items: readonly Item[], find: (item: Item) => Flaw | null): Flaw | null {
  for (const item of items) {
    const found = find(item);
    if (found !== null) return found;
  }
  return null;
}

const LONGEST = 60;

/** A value in a few words. */
function shown(value: unknown): string {
  if (value === undefined) return 'missing';
  if (typeof value === 'function') return 'a function';
  if (Array.isArray(value)) return value.length === 0 ? 'an empty list' : `a list of ${value.length}`;
  const whole =
    typeof value === 'string' ? JSON.stringify(value) : inspect(value, { depth: 0, breakLength: Infinity });
  return whole.length > LONGEST ? `${whole.slice(0, LONGEST)}…` : whole;
}
