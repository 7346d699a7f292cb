import { usageError } from '../base/errors/errors.ts';
import { JsonText } from '../base/json-text.ts';
import { isJson } from '../base/shape/values.ts';

/** Line breaks stand between the parts of a JSON text alone: it is the same without them. */
const LINE_BREAKS = /[\r\n]+/g;

/** A value for Python, in a line. @param what it is, for the error @throws ConcurError (USAGE) where it is no JSON */
export function jsonOf(value: unknown, what: string): string {
  if (value instanceof JsonText) return value.text.replace(LINE_BREAKS, ' ');
  if (isJson(value)) return JSON.stringify(value);
  throw usageError(
    `${what} is no JSON: a function in Python can’t be given it`,
    'Pass texts, numbers that are finite, booleans, null, and lists and objects of these.',
  );
}
