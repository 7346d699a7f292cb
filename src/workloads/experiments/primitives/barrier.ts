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
