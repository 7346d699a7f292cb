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

/** Nobody goes on before all are here: a cell counts who is, the next one the rounds. */
export class Barrier {
  readonly #cells: Int32Array;
  readonly #at: number;
  readonly #parties: number;

  constructor(cells: Int32Array, at: number, parties: number) {
    this.#cells = cells;
    this.#at = at;
    this.#parties = parties;
  }

  wait(): void {
    const round = this.#at + 1;
    const now = Atomics.load(this.#cells, round);
    if (Atomics.add(this.#cells, this.#at, 1) + 1 === this.#parties) {
      Atomics.store(this.#cells, this.#at, 0);
      Atomics.add(this.#cells, round, 1);
      Atomics.notify(this.#cells, round);
      return;
    }
    while (Atomics.load(this.#cells, round) === now) Atomics.wait(this.#cells, round, now);
  }
}
