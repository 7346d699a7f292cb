import type { UnitFunction } from '../../model/trial/function-source.ts';
import { isPromise } from '../../workloads/unit-work.ts';
import type { Batch } from '../protocol/messages.ts';
import type { Outbox } from './outbox.ts';

/**
 * Does the units of a batch, one after the other.
 * @param reportPosition is told each unit's index plus one before it begins, and 0 after the last
 * @returns how long that took, in ms
 */
export async function doBatch(
  fn: UnitFunction,
  { from, count, inputs }: Batch,
  outbox: Outbox,
  reportPosition: (position: number) => void,
): Promise<number> {
  const startMs = performance.now();
  for (let i = 0; i < count; i++) {
    const index = from + i;
    reportPosition(index + 1);
    try {
      const value = fn(inputs === null ? index : inputs[i], index);
      outbox.add(index, isPromise(value) ? await value : value);
    } catch (thrown) {
      outbox.fail(index, thrown);
    }
  }
  reportPosition(0);
  const tookMs = performance.now() - startMs;
  outbox.flush();
  return tookMs;
}
