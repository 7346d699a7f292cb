import type { Clock } from '../../../base/time/clock.ts';

/** Chunks wait and nobody here takes one for so long: then whoever should take them hangs. */
const PATIENCE_MS = 10_000;
const LOOK_MS = 2_000;

export interface Watched {
  /** Whether it could take a chunk and has none. */
  isIdle(): boolean;
  /** Chunks that wait in the queue. */
  waiting(): Promise<number>;
  /** Chunks that were taken so far. */
  taken(): number;
  restart(): void;
}

/**
 * Starts anew what takes chunks where it doesn’t any more. BullMQ’s workers have stopped so after outages, without a word
 * (https://github.com/taskforcesh/bullmq/issues/4585).
 */
export class Watchdog {
  readonly #clock: Clock;
  readonly #watched: Watched;
  #sinceNs: number | null = null;
  #taken = 0;
  #isStopped = false;
  #cancel = () => {};

  constructor(clock: Clock, watched: Watched) {
    this.#clock = clock;
    this.#watched = watched;
    this.#next();
  }

  stop(): void {
    this.#isStopped = true;
    this.#cancel();
  }

  #next(): void {
    if (this.#isStopped) return;
    this.#cancel = this.#clock.after(LOOK_MS, () => {
      this.#look()
        .catch(() => this.#calm())
        .finally(() => this.#next());
    });
  }

  async #look(): Promise<void> {
    const { isIdle, waiting, taken, restart } = this.#watched;
    if (!isIdle() || (await waiting()) === 0 || taken() !== this.#taken) return this.#calm();
    const nowNs = this.#clock.nowNs();
    this.#sinceNs ??= nowNs;
    if (this.#isStopped || nowNs - this.#sinceNs < PATIENCE_MS * 1e6) return;
    restart();
    this.#calm();
  }

  #calm(): void {
    this.#sinceNs = null;
    this.#taken = this.#watched.taken();
  }
}
