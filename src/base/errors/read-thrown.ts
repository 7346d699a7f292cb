import { types } from 'node:util';

// Anything can be thrown, and anything about it can throw again: a getter, a proxy's trap, a toString. These never do.

/** The language's own classes of errors, by name. */
export const ERROR_CLASSES: ReadonlyMap<string, ErrorConstructor> = new Map(
  [Error, EvalError, RangeError, ReferenceError, SyntaxError, TypeError, URIError].map((error) => [
    error.name,
    error,
  ]),
);
const BUILT_IN_NAMES: ReadonlySet<unknown> = new Set([
  ...ERROR_CLASSES.keys(),
  'AggregateError',
  'DOMException',
]);

/** An error of this realm, or of another one (`node:vm`, jest). */
export function isError(thrown: unknown): thrown is Error {
  try {
    return types.isNativeError(thrown) || thrown instanceof Error;
  } catch {
    return false;
  }
}

/** Anything thrown as an error: itself, where it is one. */
export function asError(thrown: unknown): Error {
  return isError(thrown) ? thrown : new Error(textOf(thrown));
}

/** A property of anything; undefined where it can't be read. */
export function propertyOf(value: unknown, key: PropertyKey): unknown {
  try {
    return (value as Readonly<Record<PropertyKey, unknown>> | null | undefined)?.[key];
  } catch {
    return undefined;
  }
}

/** Anything as text. */
export function textOf(value: unknown): string {
  try {
    return String(value);
  } catch {
    return `${withArticle(typeof value)} that can’t be shown`;
  }
}

/** `an object`, `a function`: a noun as it is first spoken of. */
function withArticle(noun: string): string {
  return `${/^[aeiou]/.test(noun) ? 'an' : 'a'} ${noun}`;
}

/** The message of anything thrown. */
export function messageOf(thrown: unknown): string {
  return isError(thrown) ? textOf(propertyOf(thrown, 'message') ?? '') : textOf(thrown);
}

/** Its stack; loggers make a list of its lines, and then it is those. Null where it is something else. */
export function stackOf(thrown: unknown): string | null {
  const stack = propertyOf(thrown, 'stack');
  if (typeof stack === 'string') return stack;
  return Array.isArray(stack) && stack.every((line) => typeof line === 'string') ? stack.join('\n') : null;
}

/** The language's own class that it is of, or that its class extends: `TypeError`. */
export function builtInClassOf(error: Error): string {
  try {
    for (let level: unknown = error; level !== null; level = Object.getPrototypeOf(level)) {
      const name = classNameOf(level);
      if (BUILT_IN_NAMES.has(name)) return name as string;
    }
  } catch {}
  return 'Error';
}

/** The name of its class; null where it has none. */
export function classNameOf(error: unknown): string | null {
  const name = propertyOf(propertyOf(error, 'constructor'), 'name');
  return typeof name === 'string' && name !== '' ? name : null;
}

/** What it calls itself; where it only inherits that of the language’s own class, the name of its class. */
export function nameOf(error: Error): string {
  const name = propertyOf(error, 'name');
  const isInherited = name === undefined || BUILT_IN_NAMES.has(name);
  return (isInherited ? classNameOf(error) : null) ?? textOf(name ?? 'Error');
}

/** The system's error code (`ENOENT`, `EAGAIN`, …) of anything thrown, or null. */
export function systemCode(error: unknown): string | null {
  const code = propertyOf(error, 'code');
  return typeof code === 'string' ? code : null;
}
