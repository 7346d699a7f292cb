import { AsyncResource } from 'node:async_hooks';
import { Gate } from '../../base/gate.ts';
import { clearTimeout, setImmediate, setTimeout } from '../../base/time/real.ts';
import type { Calls } from './calls.ts';

/** The time is counted in so many steps: while the event loop is blocked, or gets no core, it doesn't go by. */
const STEPS = 20;
/** Calls that never come together are waited for so often: with each of many alone a test would never end. */
const MOST_ROUNDS = 3;
/** A limiter that lets one too many go does so in the same turn of the event loop, or soon after. */
const QUIET_MS = 5;
const QUIET_TURNS = 5;
/** Callers that give up and try again begin calls for ever. */
const MOST_TURNS = 1000;

export interface BarrierLimits {
  /** Calls are held until so many are in flight; null where none are waited for. */
  readonly atLeast: number | null;
  /** Results are held until no more calls begin, or one too many has; null where there is no limit. */
  readonly atMost: number | null;
  readonly withinMs: number;
}

/** Holds calls until enough are in flight, or the time is up: then lets all go, in the order in which they came. */
export class Barrier {
  readonly #limits: BarrierLimits;
  readonly #calls: Calls;
  readonly #held = new Set<() => void>();
  #round: Gate | null = null;
  #rounds = 0;
  #timer: NodeJS.Timeout | undefined;

  constructor(limits: BarrierLimits, calls: Calls) {
    this.#limits = limits;
    this.#calls = calls;
  }

  /**
   * Starts what a call does when it may go: at once where nothing is waited for, so that whoever makes the last call that
   * was waited for finds all started. An abort lets the call go alone: the function shall see it itself.
   */
  pass<Value>(start: () => Promise<Value>, signal: AbortSignal | null): Promise<Value> {
    if (!this.#isWaitedFor) {
      this.#letAllGo();
      return start();
    }
    if (this.#round === null) this.#wait();
    return signal?.aborted === true ? start() : this.#hold(start, signal);
  }

  /** Resolves when no call is held. */
  async free(): Promise<void> {
    await this.#round?.opened;
    await this.quiet();
  }

  /** Resolves when no more calls begin, or too many have; at once where that isn't asked. */
  async quiet(): Promise<void> {
    if (this.#limits.atMost === null) return;
    for (let quiet = 0, turns = 0; quiet < QUIET_TURNS && turns < MOST_TURNS && !this.#isTooMany; turns++) {
      const before = this.#calls.all.length;
      await new Promise<void>((resolve) => {
        if (quiet > 0) setImmediate(resolve);
        else setTimeout(resolve, Math.min(QUIET_MS, this.#limits.withinMs));
      });
      quiet = this.#calls.all.length === before ? quiet + 1 : 0;
    }
  }

  /** Whether there are still to be more in flight than there ever were. */
  get #isWaitedFor(): boolean {
    const { atLeast } = this.#limits;
    const isEnough = atLeast === null || this.#calls.mostAtOnce >= atLeast || this.#isTooMany;
    return !isEnough && this.#rounds < MOST_ROUNDS;
  }

  get #isTooMany(): boolean {
    return this.#limits.atMost !== null && this.#calls.mostInFlight > this.#limits.atMost;
  }

  #hold<Value>(start: () => Promise<Value>, signal: AbortSignal | null): Promise<Value> {
    return new Promise((resolve) => {
      // In its own caller's context, whoever lets it go.
      const go = AsyncResource.bind(() => {
        if (!this.#held.delete(go)) return;
        signal?.removeEventListener('abort', go);
        this.#keepAlive();
        resolve(start());
      });
      this.#held.add(go);
      this.#keepAlive();
      signal?.addEventListener('abort', go, { once: true });
    });
  }

  #wait(step = 1): void {
    this.#round ??= new Gate();
    this.#timer = setTimeout(() => {
      if (step < STEPS) return this.#wait(step + 1);
      this.#rounds++;
      this.#letAllGo();
    }, this.#limits.withinMs / STEPS);
    this.#keepAlive();
  }

  /** The time keeps the process alive for the calls that are held, and for nothing else. */
  #keepAlive(): void {
    if (this.#held.size > 0) this.#timer?.ref();
    else this.#timer?.unref();
  }

  #letAllGo(): void {
    clearTimeout(this.#timer);
    const round = this.#round;
    this.#round = null;
    for (const go of [...this.#held]) go();
    round?.open();
  }
}
