import type { MapInputs } from '../inputs.ts';
import { packValues, type Values } from '../protocol/values.ts';

/** Why there are no more units to do: no input has come, outcomes aren’t taken, or there will be none. */
export type Lack = 'inputs' | 'results' | 'over';

/** Where units come from, by their places among the inputs: an array, or what has been read of a stream. */
export interface UnitSource {
  /** Units before this place can be had. */
  readonly known: number;
  /** There will be no more. */
  readonly isComplete: boolean;
  readonly lack: Lack;
  /** Null where the index is the input. A unit’s input is asked for as long as it has no outcome. */
  slice(from: number, to: number): Values | null;
  /** Calls back where more is known, or nothing will be. */
  onMore(listener: () => void): void;
  /** So many units are worth knowing from the first that has no outcome. */
  want(units: number): void;
}

export function unitsOf(inputs: MapInputs): UnitSource {
  return {
    known: inputs.total,
    isComplete: true,
    lack: 'over',
    slice(from, to) {
      if (inputs.type === 'count') return null;
      return inputs.type === 'numbers'
        ? inputs.values.slice(from, to)
        : packValues(inputs.values.slice(from, to));
    },
    onMore() {},
    want() {},
  };
}
