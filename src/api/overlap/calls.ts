import { AsyncLocalStorage } from 'node:async_hooks';

/** A call of the function, from when it was called to when its promise was settled. */
export interface Call {
  /** From 1, in the order in which they were made. */
  readonly number: number;
  /** The call whose own code made this one, or null. */
  readonly parent: Call | null;
  /** The call that had ended last when this one began; null where none had. */
  readonly after: number | null;
  /** Those that were in flight when it began. */
  readonly beside: readonly number[];
  hasEnded: boolean;
}

/** Who is in flight, and who has been. The order of beginnings and ends is all that counts: there is no clock in it. */
export class Calls {
  readonly all: Call[] = [];
  /** The most that were in flight at once. */
  mostInFlight = 0;
  /** The most of those of which none had made another: a call that waits for one of its own doesn't overlap with it. */
  mostAtOnce = 0;
  readonly #inFlight = new Set<Call>();
  readonly #current = new AsyncLocalStorage<Call>();
  #lastEnded: number | null = null;

  begin(): Call {
    const call: Call = {
      number: this.all.length + 1,
      parent: this.#current.getStore() ?? null,
      after: this.#lastEnded,
      beside: [...this.#inFlight].map(({ number }) => number),
      hasEnded: false,
    };
    this.all.push(call);
    this.#inFlight.add(call);
    this.mostInFlight = Math.max(this.mostInFlight, this.#inFlight.size);
    this.mostAtOnce = Math.max(this.mostAtOnce, this.atOnce);
    return call;
  }

  /** Runs what a call does: those that it makes are known as its own. */
  run<Result>(call: Call, act: () => Result): Result {
    return this.#current.run(call, act);
  }

  end(call: Call): void {
    call.hasEnded = true;
    this.#inFlight.delete(call);
    this.#lastEnded = call.number;
  }

  get inFlight(): number {
    return this.#inFlight.size;
  }

  /** Those in flight of which none waits for a call of its own. */
  get atOnce(): number {
    const waiting = new Set([...this.#inFlight].map(({ parent }) => parent));
    return [...this.#inFlight].filter((call) => !waiting.has(call)).length;
  }
}
