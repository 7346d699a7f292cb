const FREE = 0;
const TAKEN = 1;

/** Mutual exclusion, on one cell of shared memory: who finds it taken sleeps until it is let go. */
export class Lock {
  readonly #cells: Int32Array;
  readonly #at: number;

  constructor(cells: Int32Array, at: number) {
    this.#cells = cells;
    this.#at = at;
  }

  acquire(): void {
    while (Atomics.compareExchange(this.#cells, this.#at, FREE, TAKEN) !== FREE) {
      Atomics.wait(this.#cells, this.#at, TAKEN);
    }
  }

  release(): void {
    Atomics.store(this.#cells, this.#at, FREE);
    Atomics.notify(this.#cells, this.#at, 1);
  }
}
