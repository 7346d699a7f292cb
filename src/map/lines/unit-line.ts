import { ConcurError } from '../../base/errors/errors.ts';
import { isError, messageOf, nameOf } from '../../base/errors/read-thrown.ts';
import { RawJson } from '../../base/raw-json.ts';
import type { Settled } from '../stream/window.ts';

/** What the output says of a unit. */
export interface UnitLine {
  /** With its line break. */
  readonly text: string;
  /** Why it has no value, whole; null where it has one. */
  readonly failure: Error | null;
}

/**
 * The line of a unit.
 * @param index what it is called
 * @param inputError why it had no input; null where it had one
 * @param bare whether a value stands there alone
 */
export function unitLine(outcome: Settled, index: number, inputError: Error | null, bare: boolean): UnitLine {
  if (inputError !== null) return failed(index, inputError, inputError);
  if (outcome.error !== null) return failed(index, outcome.error, outcome.error.cause);
  const { value } = outcome;
  // Workers have written it, but for what is the same in any language.
  const json = value instanceof RawJson ? value.text : JSON.stringify(value);
  return { text: bare ? `${json}\n` : `{"index":${index},"value":${json}}\n`, failure: null };
}

function failed(index: number, failure: Error, thrown: unknown): UnitLine {
  const text = JSON.stringify({ index, error: errorOf(thrown) });
  return { text: `${text}\n`, failure };
}

function errorOf(thrown: unknown): object {
  const message = messageOf(thrown);
  if (thrown instanceof ConcurError) return { name: thrown.name, code: thrown.code, message };
  return { name: isError(thrown) ? nameOf(thrown) : 'Error', message };
}
