import timers from 'node:timers';
import { Gate } from '../../base/gate.ts';
import type { Calls } from './calls.ts';

// The real ones: a test may replace them later.
const { clearTimeout, setImmediate, setTimeout } = timers;

/** The time is counted in so many steps: while the event loop is blocked, or gets no core, it doesn't go by. */
const STEPS = 20;
/** Calls that never come together are waited for so often: with each of many alone a test would never end. */
const MOST_ROUNDS = 3;
/** A limiter that lets one too many go does so in the same turn of the event loop, or soon after. */
const QUIET_TURNS = 5;

export interface BarrierLimits {
  /** Calls are held until so many are in flight; null where none are waited for. */
  readonly atLeast: number | null;
  /** Calls are held until no more begin, or one too many has; null where there is no limit. */
  readonly atMost: number | null;
  readonly withinMs: number;
}

/** Holds calls until enough are in flight, or the time is up: then lets all go. */
export class Barrier {
  readonly #limits: BarrierLimits;
  readonly #calls: Calls;
  #round: Promise<void> | null = null;
  #rounds = 0;
  #arrivals = 0;
  #arrival = new Gate();

  constructor(limits: BarrierLimits, calls: Calls) {
    this.#limits = limits;
    this.#calls = calls;
  }

  /** To be called when a call has begun. Resolves when it may go; null where that is at once. */
  arrive(): Promise<void> | null {
    this.#arrivals++;
    this.#arrival.open();
    this.#arrival = new Gate();
    if (!this.#isWaitedFor && this.#limits.atMost === null) return null;
    this.#round ??= this.#hold().finally(() => {
      this.#round = null;
    });
    return this.#round;
  }

  /** Resolves when no call is held. */
  async free(): Promise<void> {
    await this.#round;
  }

  /** Whether there are still to be more in flight than there ever were. */
  get #isWaitedFor(): boolean {
    const { atLeast } = this.#limits;
    return atLeast !== null && this.#calls.mostAtOnce < atLeast && this.#rounds < MOST_ROUNDS;
  }

  get #isTooMany(): boolean {
    return this.#limits.atMost !== null && this.#calls.mostInFlight > this.#limits.atMost;
  }

  async #hold(): Promise<void> {
    for (let steps = 0; this.#isWaitedFor && !this.#isTooMany; ) {
      const hasArrived = await this.#arrivesWithin(this.#limits.withinMs / STEPS);
      if (!hasArrived && ++steps === STEPS) this.#rounds++;
      if (steps === STEPS) break;
    }
    if (this.#limits.atMost === null) return;
    for (let turns = 0; turns < QUIET_TURNS && !this.#isTooMany; ) {
      const before = this.#arrivals;
      await new Promise((resolve) => setImmediate(resolve));
      turns = this.#arrivals === before ? turns + 1 : 0;
    }
  }

  async #arrivesWithin(ms: number): Promise<boolean> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<false>((resolve) => {
      timer = setTimeout(() => resolve(false), ms);
    });
    const inTime = this.#arrival.opened.then(() => true as const);
    const result = await Promise.race([inTime, late]);
    clearTimeout(timer);
    return result;
  }
}
