import { Gate } from '../../../base/gate.ts';
import type { Clock } from '../../../base/time/clock.ts';

/**
 * What a process has in hand, of whatever queue. Whatever ends the process ends all of that, and the broker blames all of it: so
 * a suspect, which was in hand when a host ended, has nothing beside it.
 */
export class InHand {
  readonly #clock: Clock;
  #count = 0;
  #hasSuspect = false;
  /** Until then nothing is begun but a suspect: else one would wait for ever. */
  #reservedUntilNs = 0;
  #less = new Gate();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /**
   * @param reserveMs so long, at least, a suspect that has to wait is waited for
   * @returns whether it is begun; else it may be tried again when less is in hand
   */
  begin(isSuspect: boolean, reserveMs: number): boolean {
    const nowNs = this.#clock.nowNs();
    if (isSuspect ? this.#count > 0 : this.#hasSuspect || nowNs < this.#reservedUntilNs) {
      if (isSuspect) this.#reservedUntilNs = nowNs + reserveMs * 1e6;
      return false;
    }
    if (isSuspect) this.#reservedUntilNs = 0;
    this.#hasSuspect = isSuspect;
    this.#count++;
    return true;
  }

  end(): void {
    this.#count--;
    this.#hasSuspect = false;
    this.#less.open();
    this.#less = new Gate();
  }

  /** Resolves when less is in hand than now. */
  get less(): Promise<void> {
    return this.#less.opened;
  }
}
