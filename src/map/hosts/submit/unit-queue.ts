import type { Range } from '../../dispatch/range.ts';
import type { UnitSource } from '../../dispatch/unit-source.ts';
import type { ChunkName } from '../wire/chunk-id.ts';

/** The units that nobody has: those that came back first, then those that were never handed out, in order. */
export class UnitQueue {
  readonly #source: UnitSource;
  /** What an earlier submitter has left in the broker, by its first unit: its place here. */
  readonly #left: Map<number, ChunkName>;
  readonly #leftFrom: readonly number[];
  readonly #again: Range[] = [];
  #next = 0;
  #leftBehind = 0;

  constructor(source: UnitSource, left: readonly ChunkName[]) {
    this.#source = source;
    this.#left = new Map(left.map((name) => [name.from, name]));
    this.#leftFrom = [...this.#left.keys()].sort((a, b) => a - b);
  }

  get waiting(): number {
    return this.#source.known - this.#next + this.#again.reduce((sum, { from, to }) => sum + to - from, 0);
  }

  /** Nothing waits, and nothing will come. */
  get isOver(): boolean {
    return this.#source.isComplete && this.waiting === 0;
  }

  /** Units of what is next, where that has been left in the broker; else 0. */
  get leftNext(): number {
    return this.#left.get(this.#next)?.count ?? 0;
  }

  /** What is next and was left in the broker is done again. */
  forgetLeft(): void {
    this.#left.delete(this.#next);
  }

  /** Hands out at most so many units. Null where there are none, and where what is next has been left in the broker. */
  take(most: number): Range | null {
    const range = this.#again.shift();
    if (range !== undefined) {
      const to = Math.min(range.to, range.from + most);
      if (to < range.to) this.#again.unshift({ from: to, to: range.to });
      return { from: range.from, to };
    }
    const from = this.#next;
    if (this.#left.has(from)) return null;
    while ((this.#leftFrom[this.#leftBehind] ?? Number.POSITIVE_INFINITY) <= from) this.#leftBehind++;
    const end = this.#leftFrom[this.#leftBehind] ?? Number.POSITIVE_INFINITY;
    this.#next = Math.min(this.#source.known, from + most, end);
    return from === this.#next ? null : { from, to: this.#next };
  }

  /** Hands out what is next, where that has been left in the broker, once all its units are known or never will be. */
  takeLeft(): ChunkName | null {
    const name = this.#left.get(this.#next);
    if (name === undefined) return null;
    const to = this.#next + name.count;
    if (to > this.#source.known && !this.#source.isComplete) return null;
    this.#next = Math.min(to, this.#source.known);
    return name;
  }

  /** These are handed out next. */
  putBack(ranges: readonly Range[]): void {
    this.#again.unshift(...ranges);
  }
}
