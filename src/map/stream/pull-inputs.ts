import { isPromise } from '../../workloads/unit-work.ts';

type AnyIterator = Iterator<unknown> | AsyncIterator<unknown>;

/** Where inputs go, and how many may. */
export interface InputTaker {
  /** Resolves when there is room for more; false where nobody wants any. */
  room(): Promise<boolean> | boolean;
  push(input: unknown): void;
  /** All that there are for now have come: what comes next takes time. */
  pause(): void;
}

/** Reads inputs one after the other, as far as there is room. @returns whether these were all @throws whatever they throw */
export async function pullInputs(
  inputs: Iterable<unknown> | AsyncIterable<unknown>,
  taker: InputTaker,
): Promise<boolean> {
  const iterator = iteratorOf(inputs);
  let isOver = false;
  try {
    for (;;) {
      const room = taker.room();
      if (room !== true && (isPromise(room) ? !(await room) : true)) return false;
      const step = iterator.next();
      if (isPromise(step)) taker.pause();
      const { done, value } = isPromise(step) ? await step : step;
      isOver = done === true;
      if (isOver) return true;
      taker.push(value);
    }
  } catch (error) {
    // What threw has ended by that.
    isOver = true;
    throw error;
  } finally {
    if (!isOver) await iterator.return?.();
  }
}

function iteratorOf(inputs: Iterable<unknown> | AsyncIterable<unknown>): AnyIterator {
  return Symbol.asyncIterator in inputs ? inputs[Symbol.asyncIterator]() : inputs[Symbol.iterator]();
}
