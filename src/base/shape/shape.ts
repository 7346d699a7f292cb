import { inspect } from 'node:util';

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
