/** A batch is meant to last about this long: then its messages cost next to nothing, and its answers come soon. */
const TARGET_MS = 10;
/** What is not known yet is found out with few units, but soon. */
const GROWTH = 8;
const LARGEST = 131_072;

/** How many units go into a batch: as many as their time so far suggests, and never so many that others go without. */
export class BatchSize {
  readonly #fixed: number | null;
  readonly #workers: number;
  #size = 1;

  constructor(fixed: number | null, workers: number) {
    this.#fixed = fixed;
    this.#workers = workers;
  }

  /** @param waiting units that are still to be handed out */
  next(waiting: number): number {
    if (this.#fixed !== null) return this.#fixed;
    return Math.max(1, Math.min(this.#size, Math.floor(waiting / (2 * this.#workers))));
  }

  /** Takes in how long a batch took. */
  learn(units: number, tookMs: number): void {
    const fitting = tookMs > 0 ? (units * TARGET_MS) / tookMs : LARGEST;
    // A short batch, cut off by a timer's grain or the end, says too little to grow on.
    this.#size = Math.max(1, Math.floor(Math.min(fitting, Math.max(this.#size, units * GROWTH), LARGEST)));
  }
}
