import { closest } from '../errors/suggest.ts';
import { listOf } from '../units.ts';
import { type Flaw, flaw, type Shape } from './shape.ts';
import { isObject } from './values.ts';

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

/** How an object and what it has are called where it has no path. */
const FIELDS = { whole: 'the value', part: 'field' };

/**
 * An object with a shape for each of its fields, and no others.
 * @param wanted as the end of “must be …”
 */
export function record<Type>(
  wanted: string,
  fields: { readonly [name in keyof Required<Type>]: Shape },
  { whole, part } = FIELDS,
): Shape {
  const known = Object.keys(fields);
  const shapes = fields as Readonly<Record<string, Shape>>;
  return (value, path) => {
    if (!isObject(value)) return flaw(path === '' ? whole : path, wanted, value);
    const at = (name: string) => (path === '' ? name : `${path}.${name}`);
    const stranger = Object.keys(value).find((name) => !known.includes(name));
    if (stranger !== undefined) return unknown(at(stranger), stranger, part, known);
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

function unknown(path: string, name: string, part: string, known: readonly string[]): Flaw {
  const meant = closest(name, known);
  return {
    message: `${path} is an unknown ${part}`,
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

const OPTIONS = { whole: 'options', part: 'option' };

/**
 * A check of the options that a function takes: a row for each.
 * @param caller the function, for the message
 * @param required the options that can't be left out
 * @returns what throws a TypeError that names the option, and what it should have been
 */
export function optionsOf<Options>(
  caller: string,
  rows: { readonly [name in keyof Required<Options>]: Shape },
  required: readonly (keyof Options & string)[] = [],
): (options: unknown) => void {
  const isRequired = (name: string) => required.some((each) => each === name);
  const fields = Object.fromEntries(
    Object.entries<Shape>(rows).map(([name, shape]) => [name, isRequired(name) ? shape : optional(shape)]),
  ) as typeof rows;
  const shape = record<Options>('an object', fields, OPTIONS);
  return (options) => refuse(caller, shape(options, ''));
}

/** A check of a function's argument. @param name the argument's, for the message */
export function argumentOf(caller: string, name: string, shape: Shape): (value: unknown) => void {
  return (value) => refuse(caller, shape(value, name));
}

function refuse(caller: string, found: Flaw | null): void {
  if (found === null) return;
  const hint = found.hint === null ? '' : `. ${found.hint}`;
  throw new TypeError(`${caller}: ${found.message}${hint}`);
}
