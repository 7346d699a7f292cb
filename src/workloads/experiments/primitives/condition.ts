import type { Lock } from './lock.ts';

/** Waits for something to become true that a lock protects: one cell counts the notifications. */
export class Condition {
  readonly #cells: Int32Array;
  readonly #at: number;
  readonly #lock: Lock;

  constructor(cells: Int32Array, at: number, lock: Lock) {
    this.#cells = cells;
    this.#at = at;
    this.#lock = lock;
  }

  /** With the lock held: lets go of it until `isTrue`, which is looked at with the lock held again. */
  waitUntil(isTrue: () => boolean): void {
    while (!isTrue()) {
      const seen = Atomics.load(this.#cells, this.#at);
      this.#lock.release();
      // Somebody may have notified since: the count is then another one, and this returns at once.
      Atomics.wait(this.#cells, this.#at, seen);
      this.#lock.acquire();
    }
  }

  notifyAll(): void {
    Atomics.add(this.#cells, this.#at, 1);
    Atomics.notify(this.#cells, this.#at);
  }
}
