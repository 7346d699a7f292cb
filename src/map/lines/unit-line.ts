import { ConcurError } from '../../base/errors/errors.ts';
import { isError, messageOf, nameOf } from '../../base/errors/read-thrown.ts';
import { RawJson } from '../../base/raw-json.ts';
import type { StreamedOutcome } from '../../model/parallel-map.ts';
import type { ParallelMapError } from '../error.ts';
import { jsonFlaw } from './json-flaw.ts';

/** What the output says of a unit. */
export interface UnitLine {
  /** With its line break. */
  readonly text: string;
  /** Why it has no value, whole; null where it has one. */
  readonly failure: Error | null;
}

/**
 * The line of a unit.
 * @param inputError why it had no input; null where it had one
 * @param bare whether a value stands there alone
 */
export function unitLine(
  outcome: StreamedOutcome<unknown, ParallelMapError>,
  inputError: Error | null,
  bare: boolean,
): UnitLine {
  const { index } = outcome;
  if (inputError !== null) return failed(index, inputError, inputError);
  if (outcome.status === 'rejected') return failed(index, outcome.reason, outcome.reason.cause);
  try {
    const json = jsonOf(outcome.value);
    return { text: bare ? `${json}\n` : `{"index":${index},"value":${json}}\n`, failure: null };
  } catch (error) {
    const why = `unit ${index} has a value that can’t be written: ${messageOf(error)}`;
    // Nobody wants to see our own stack.
    return failed(index, new TypeError(why, { cause: new ConcurError('USER_CODE', why) }), error);
  }
}

/** @throws TypeError for what JSON has no room for, or would change */
function jsonOf(value: unknown): string {
  if (value instanceof RawJson) return value.text;
  // It knows of objects that contain themselves.
  const json = JSON.stringify(value) as string | undefined;
  const flaw = jsonFlaw(value);
  if (flaw !== null || json === undefined) throw new TypeError(`JSON has no room for ${flaw}`);
  return json;
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
