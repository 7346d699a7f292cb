import type { Json } from '../model/json.ts';
import type { UnitFunction } from '../model/trial/function-source.ts';
import type { CreateUnit, CreateWork, Share } from '../model/trial/workload.ts';
import { described } from './user/thrown.ts';

/** Where a worker's share of the units is told to it, among the work's parameters. */
export interface ShareParams {
  readonly share: Share;
}

/** A unit threw: says which, what, and where in the user's own code. */
export class UnitError extends Error {
  readonly code = 'UNIT_THREW';

  constructor(index: number, thrown: unknown) {
    super(`unit ${index} threw ${described(thrown)}`, { cause: thrown });
  }
}

/** Work that calls a function once a unit, and keeps what it gives where somebody wants that; else the last alone. */
export function unitWork(create: CreateUnit): CreateWork {
  return async (params, host) => {
    const { first, stride } = (params as unknown as ShareParams).share;
    const unit = await create(params, host);
    let done = 0;
    let results: unknown[] = [];
    let last: unknown;
    const keep = (value: unknown) => {
      last = value;
      if (host.wantsResults) results.push(value);
      done++;
    };
    const inputOf = (index: number, unit: number) => {
      const { inputs, rehearsing } = host;
      if (inputs === null) return index;
      return rehearsing ? structuredClone(inputs[unit]) : inputs[unit];
    };
    const callOne = () => {
      const index = first + done * stride;
      return callUnit(unit, inputOf(index, done), index);
    };
    const awaitRest = async (pending: PromiseLike<unknown>, count: number) => {
      let value: unknown = await pending;
      for (let left = count; ; left--) {
        keep(value);
        if (left === 1) return;
        value = await callOne();
      }
    };
    return {
      run(count) {
        for (let left = count; left > 0; left--) {
          const value = callOne();
          if (isPromise(value)) return awaitRest(value, left);
          keep(value);
        }
      },
      digest: () => `${done} units`,
      finding: () => (host.wantsResults ? null : asJson(last)),
      results: () => results,
      restart() {
        done = 0;
        results = [];
      },
    };
  };
}

/** What is left of a value in JSON; null where that is nothing. */
function asJson(value: unknown): Json {
  try {
    return JSON.parse(JSON.stringify(value) ?? 'null');
  } catch {
    return null;
  }
}

/** Calls it once; whatever it throws, now or later, becomes a UnitError. */
function callUnit(unit: UnitFunction, input: unknown, index: number): unknown {
  try {
    const value = unit(input, index);
    return isPromise(value) ? value.then(undefined, (thrown) => failed(index, thrown)) : value;
  } catch (thrown) {
    return failed(index, thrown);
  }
}

function failed(index: number, thrown: unknown): never {
  throw new UnitError(index, thrown);
}

export function isPromise(value: unknown): value is PromiseLike<unknown> {
  return typeof (value as { then?: unknown } | null | undefined)?.then === 'function';
}
