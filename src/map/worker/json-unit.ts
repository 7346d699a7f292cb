import { messageOf } from '../../base/errors/read-thrown.ts';
import { RawJson } from '../../base/raw-json.ts';
import type { UnitFunction } from '../../model/trial/function-source.ts';
import { isPromise } from '../../workloads/unit-work.ts';
import { jsonFlaw } from './json-flaw.ts';

/** Calls a function with a value that came as a JSON text: so does what it gives go back. Reading and writing is the worker’s work. */
export function callWithJson(
  fn: UnitFunction,
  { text }: RawJson,
  index: number,
): RawJson | PromiseLike<RawJson> {
  const value = fn(JSON.parse(text), index);
  return isPromise(value) ? value.then(written) : written(value);
}

/** @throws TypeError for what JSON has no room for, or would change */
export function written(value: unknown): RawJson {
  const json = jsonOf(value);
  const flaw = jsonFlaw(value);
  if (flaw !== null || json === undefined) throw unwritable(flaw);
  return new RawJson(json);
}

/** It knows of objects that contain themselves. */
function jsonOf(value: unknown): string | undefined {
  try {
    return JSON.stringify(value);
  } catch (error) {
    throw unwritable(messageOf(error));
  }
}

function unwritable(why: string | null): TypeError {
  return new TypeError(`its result can’t be written as JSON: ${why}`);
}
