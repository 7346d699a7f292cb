/** So many may be inside at once: one cell holds the permits that are left. */
export class Semaphore {
  readonly #cells: Int32Array;
  readonly #at: number;

  /** The cell has to hold the number of permits before anybody comes. */
  constructor(cells: Int32Array, at: number) {
    this.#cells = cells;
    this.#at = at;
  }

  acquire(): void {
    for (;;) {
      const left = Atomics.load(this.#cells, this.#at);
      if (left === 0) Atomics.wait(this.#cells, this.#at, 0);
      else if (Atomics.compareExchange(this.#cells, this.#at, left, left - 1) === left) return;
    }
  }

  release(): void {
    Atomics.add(this.#cells, this.#at, 1);
    Atomics.notify(this.#cells, this.#at, 1);
  }
}
