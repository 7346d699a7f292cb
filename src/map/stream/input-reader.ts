import { setImmediate } from '../../base/time/real.ts';
import { isPromise } from '../../workloads/unit-work.ts';
import { TimeSlice } from './time-slice.ts';

type AnyIterator = Iterator<unknown> | AsyncIterator<unknown>;

/** Where inputs go, and how many may. */
export interface InputTaker {
  /** Resolves when there is room for more; false where nobody wants any. */
  room(): Promise<boolean> | boolean;
  push(input: unknown): void;
  /** All that there are for now have come: what comes next takes time. */
  pause(): void;
}

/** Reads inputs one after the other, as far as there is room. */
export class InputReader {
  readonly #inputs: Iterable<unknown> | AsyncIterable<unknown>;
  /** What they come from, as long as it is open. */
  #open: AnyIterator | null = null;
  #isWaiting = false;

  constructor(inputs: Iterable<unknown> | AsyncIterable<unknown>) {
    this.#inputs = inputs;
  }

  /** @returns whether these were all @throws whatever they throw */
  async read(taker: InputTaker): Promise<boolean> {
    const iterator = iteratorOf(this.#inputs);
    this.#open = iterator;
    const slice = new TimeSlice();
    try {
      for (;;) {
        const room = taker.room();
        if (room !== true && (isPromise(room) ? !(await room) : true)) return false;
        if (slice.isOver()) await othersActed(taker);
        const step = iterator.next();
        const { done, value } = isPromise(step) ? await this.#comes(step, taker) : step;
        if (done === true) break;
        taker.push(value);
      }
    } catch (error) {
      // What threw has ended by that.
      this.#open = null;
      throw error;
    }
    this.#open = null;
    return true;
  }

  /** Nobody wants any more: closes what they come from. Resolves when that is done. */
  async close(): Promise<void> {
    const iterator = this.#open;
    this.#open = null;
    try {
      const closed = iterator?.return?.();
      // Behind an input that may never come, it may never close either.
      if (this.#isWaiting) Promise.resolve(closed).catch(() => {});
      else await closed;
    } catch {
      // Nobody asks for what it throws now: all results that were wanted are there.
    }
  }

  async #comes<Step>(step: PromiseLike<Step>, taker: InputTaker): Promise<Step> {
    taker.pause();
    this.#isWaiting = true;
    try {
      return await step;
    } finally {
      this.#isWaiting = false;
    }
  }
}

/** Gives everybody else a turn of the event loop, and what there is so far to those who do it. */
function othersActed(taker: InputTaker): Promise<void> {
  taker.pause();
  return new Promise((resolve) => setImmediate(resolve));
}

function iteratorOf(inputs: Iterable<unknown> | AsyncIterable<unknown>): AnyIterator {
  return Symbol.asyncIterator in inputs ? inputs[Symbol.asyncIterator]() : inputs[Symbol.iterator]();
}
