import type { Clock } from '../../../base/time/clock.ts';
import { nowMs } from '../../../base/time/real.ts';
import type { HostState } from '../../../model/hosts.ts';

/** Clocks drift: they are compared again so often. */
const AGAIN_MS = 60_000;

type Reading = NonNullable<HostState['clock']>;

/** What time it is for the broker: the one clock that hosts and submitter have in common. */
export class BrokerClock {
  readonly #clock: Clock;
  readonly #read: () => Promise<Reading>;
  #reading: Reading | null = null;
  #aheadOfMonotonicMs = Date.now() - nowMs();
  #isStopped = false;
  #cancel = () => {};

  /** @param read compares the broker’s clock with this machine’s */
  constructor(clock: Clock, read: () => Promise<Reading>) {
    this.#clock = clock;
    this.#read = read;
  }

  /** How far this machine’s is off; null while that isn’t known. */
  get reading(): Reading | null {
    return this.#reading;
  }

  /** Now, in ms of Unix time. */
  nowMs(): number {
    return nowMs() + this.#aheadOfMonotonicMs;
  }

  /** Compares them now, and every minute from then on. */
  async start(): Promise<void> {
    const reading = await this.#read().catch(() => null);
    if (reading !== null) {
      this.#reading = reading;
      this.#aheadOfMonotonicMs = wallAheadMs() + reading.offsetMs;
    }
    if (!this.#isStopped) this.#cancel = this.#clock.after(AGAIN_MS, () => void this.start());
  }

  stop(): void {
    this.#isStopped = true;
    this.#cancel();
  }
}

/** What Unix time is ahead of the monotonic clock, which nobody sets: whole milliseconds are read when the next one begins. */
function wallAheadMs(): number {
  const before = Date.now();
  let now = before;
  while (now === before) now = Date.now();
  return now - nowMs();
}
