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
