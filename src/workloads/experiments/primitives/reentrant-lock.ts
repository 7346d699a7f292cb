import { Lock } from './lock.ts';

/** A lock that its owner may take again: on two cells, the lock's and its owner's. The depth is the owner's business. */
export class ReentrantLock {
  readonly #lock: Lock;
  readonly #cells: Int32Array;
  readonly #ownerAt: number;
  readonly #me: number;
  #depth = 0;

  /** @param me the thread's number, from 1 */
  constructor(cells: Int32Array, at: number, me: number) {
    this.#lock = new Lock(cells, at);
    this.#cells = cells;
    this.#ownerAt = at + 1;
    this.#me = me;
  }

  acquire(): void {
    if (Atomics.load(this.#cells, this.#ownerAt) !== this.#me) {
      this.#lock.acquire();
      Atomics.store(this.#cells, this.#ownerAt, this.#me);
    }
    this.#depth++;
  }

  release(): void {
    if (--this.#depth > 0) return;
    Atomics.store(this.#cells, this.#ownerAt, 0);
    this.#lock.release();
  }
}
