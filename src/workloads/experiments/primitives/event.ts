/** Something that has happened, or not yet: everybody waits until somebody sets it. */
export class SharedEvent {
  readonly #cells: Int32Array;
  readonly #at: number;

  constructor(cells: Int32Array, at: number) {
    this.#cells = cells;
    this.#at = at;
  }

  set(): void {
    Atomics.store(this.#cells, this.#at, 1);
    Atomics.notify(this.#cells, this.#at);
  }

  wait(): void {
    while (Atomics.load(this.#cells, this.#at) === 0) Atomics.wait(this.#cells, this.#at, 0);
  }
}
