/** What is not known yet is found out with few units, but soon. */
const GROWTH = 8;
const LARGEST = 131_072;

/** How many units go into a batch: as many as their time so far suggests, and never so many that others go without. */
export class BatchSize {
  readonly #fixed: number | null;
  readonly #workers: number;
  readonly #least: number;
  readonly #targetMs: number;
  readonly #largest: number;
  #size = 1;

  /**
   * @param fixed units in a batch, where that was asked for
   * @param least units that a worker begins at a time
   * @param targetMs how long a batch is meant to last: its messages then cost next to nothing, and its answers come soon
   * @param largest so many units it has at most, however short they are
   */
  constructor(
    fixed: number | null,
    workers: number,
    least: number,
    targetMs: number,
    largest: number = LARGEST,
  ) {
    this.#fixed = fixed;
    this.#workers = workers;
    this.#least = least;
    this.#targetMs = targetMs;
    this.#largest = largest;
  }

  /** Units that last as long as a batch is meant to, as far as that is known. */
  get fitting(): number {
    return this.#fixed ?? Math.max(this.#least, this.#size);
  }

  /** @param waiting units that are still to be handed out */
  next(waiting: number): number {
    if (this.#fixed !== null) return this.#fixed;
    const least = Math.min(this.#least, Math.ceil(waiting / this.#workers));
    return Math.max(least, Math.min(this.#size, Math.floor(waiting / (2 * this.#workers))));
  }

  /** Takes in how long a batch took. */
  learn(units: number, tookMs: number): void {
    const fitting = tookMs > 0 ? (units * this.#targetMs) / tookMs : this.#largest;
    // A short batch, cut off by a timer's grain or the end, says too little to grow on.
    const most = Math.min(Math.max(this.#size, units * GROWTH), this.#largest);
    this.#size = Math.max(1, Math.floor(Math.min(fitting, most)));
  }
}
