import type { Run } from '../protocol/messages.ts';
import { unpackValues } from '../protocol/values.ts';
import type { Outcomes } from './outcomes.ts';
import * as TAG from './tag.ts';

/** The answers of all units, by index: numbers in one piece of memory, which threads may share, and all else beside it. */
export class Answers implements Outcomes {
  readonly tags: Uint8Array;
  readonly #numbers: Float64Array;
  /** Where the answers will stand if all are numbers, as those in shared memory mostly are. */
  readonly #list: number[] | null;
  #others: unknown[] | null = null;
  readonly #failures = new Map<number, Error>();

  constructor(total: number, shared: { tags: SharedArrayBuffer; numbers: SharedArrayBuffer } | null) {
    this.tags = shared === null ? new Uint8Array(total) : new Uint8Array(shared.tags);
    this.#numbers = shared === null ? new Float64Array(total) : new Float64Array(shared.numbers);
    // Before the work, while workers boot: finding room for the list takes longer than filling it.
    this.#list = shared === null ? null : roomFor(total);
  }

  get failed(): number {
    return this.#failures.size;
  }

  isOpen(index: number): boolean {
    return this.tags[index] === TAG.open;
  }

  openUnits(): number[] {
    const open: number[] = [];
    // Ten times faster than a typed array’s own search.
    if (!Buffer.from(this.tags.buffer).includes(TAG.open)) return open;
    for (let index = 0; index < this.tags.length; index++) if (this.isOpen(index)) open.push(index);
    return open;
  }

  take({ from, values: packed }: Run): number {
    const values = unpackValues(packed);
    let taken = 0;
    for (let i = 0; i < values.length; i++) {
      const index = from + i;
      if (this.tags[index] !== TAG.open) continue;
      const value = values[i];
      if (typeof value === 'number') {
        this.#numbers[index] = value;
        this.tags[index] = TAG.number;
      } else {
        this.#others ??= new Array(this.tags.length);
        this.#others[index] = value;
        this.tags[index] = TAG.message;
      }
      taken++;
    }
    return taken;
  }

  fail(index: number, error: Error): boolean {
    if (this.tags[index] !== TAG.open) return false;
    this.tags[index] = TAG.failed;
    this.#failures.set(index, error);
    return true;
  }

  /** The failures in the order of their units. */
  failures(): Error[] {
    return [...this.#failures].sort(([a], [b]) => a - b).map(([, error]) => error);
  }

  /** All answers, in the units' order; undefined for those that failed. */
  values(): unknown[] {
    if (this.#others === null && this.#failures.size === 0) {
      return copied(this.#numbers, this.#list ?? roomFor(this.#numbers.length));
    }
    return Array.from(this.tags, (_, index) => this.#at(index));
  }

  /** The same with the failures among them, in the form of Promise.allSettled. */
  outcomes(): PromiseSettledResult<unknown>[] {
    return this.values().map((value, index) => {
      const reason = this.#failures.get(index);
      return reason === undefined ? { status: 'fulfilled', value } : { status: 'rejected', reason };
    });
  }

  #at(index: number): unknown {
    return this.tags[index] === TAG.number ? this.#numbers[index] : this.#others?.[index];
  }
}

/** A fraction makes V8 choose room for fractions from the start. */
function roomFor(numbers: number): number[] {
  return new Array(numbers).fill(0.5);
}

/** Many times faster than Array.from, which asks an iterator. */
function copied(numbers: Float64Array, list: number[]): number[] {
  for (let index = 0; index < numbers.length; index++) list[index] = numbers[index] as number;
  return list;
}
