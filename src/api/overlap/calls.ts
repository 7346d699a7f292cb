import { AsyncLocalStorage } from 'node:async_hooks';

/** A call of the function, from when it was called to when its promise was settled. */
export interface Call {
  /** From 1, in the order in which they were made. */
  readonly number: number;
  /** Whose it is. */
  readonly calls: Calls;
  /** The call, of any function that is wrapped, in whose code it was made, or null. */
  readonly maker: Call | null;
  /** The nearest of its makers that is of the same function, or null. */
  readonly parent: Call | null;
  /** The call that had ended last when this one began; null where none had. */
  readonly after: number | null;
  /** Its beginning's place in the order of all beginnings and ends, from 1. */
  readonly began: number;
  /** Its end's place in the same order; null while it is in flight. */
  ended: number | null;
  /** So many calls of its own are in flight. */
  own: number;
}

/** One for all: each that is in use makes every promise of the process dearer. */
const current = new AsyncLocalStorage<Call>();

/** Who is in flight, and who has been. The order of beginnings and ends is all that counts: there is no clock in it. */
export class Calls {
  readonly all: Call[] = [];
  /** The most that were in flight at once. */
  mostInFlight = 0;
  /** The most of those of which none had made another: a call that waits for one of its own doesn't overlap with it. */
  mostAtOnce = 0;
  #inFlight = 0;
  /** Those in flight that have calls of their own in flight. */
  #parents = 0;
  #lastEnded: number | null = null;
  #events = 0;

  begin(): Call {
    const maker = current.getStore() ?? null;
    const parent = this.#nearest(maker);
    const call: Call = {
      number: this.all.length + 1,
      calls: this,
      maker,
      parent,
      after: this.#lastEnded,
      began: ++this.#events,
      ended: null,
      own: 0,
    };
    this.all.push(call);
    this.#inFlight++;
    if (parent?.ended === null && parent.own++ === 0) this.#parents++;
    this.mostInFlight = Math.max(this.mostInFlight, this.#inFlight);
    this.mostAtOnce = Math.max(this.mostAtOnce, this.#inFlight - this.#parents);
    return call;
  }

  /** Runs what a call does: those that it makes are known as its own. */
  run<Result>(call: Call, act: () => Result): Result {
    return current.run(call, act);
  }

  end(call: Call): void {
    const { parent } = call;
    call.ended = ++this.#events;
    this.#lastEnded = call.number;
    this.#inFlight--;
    if (call.own > 0) this.#parents--;
    if (parent?.ended === null && --parent.own === 0) this.#parents--;
  }

  /** A call's maker, or its maker's, and so on, that is one of these. */
  #nearest(maker: Call | null): Call | null {
    let call = maker;
    while (call !== null && call.calls !== this) call = call.maker;
    return call;
  }
}
