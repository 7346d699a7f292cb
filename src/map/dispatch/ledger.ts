import { TAG } from './claim-memory.ts';

/** Units from one index to before another. */
export interface Range {
  readonly from: number;
  readonly to: number;
}

interface Hold extends Range {
  readonly isAlone: boolean;
}

/**
 * Who holds which units, and what a worker's end leaves open. It does nothing by itself: whether a unit is open is what
 * its tag says. A unit during which a worker ended is done again alone, so that only itself can be blamed the second
 * time; then it is given up.
 */
export class Ledger {
  readonly #tags: Uint8Array;
  readonly #holds = new Map<number, Hold[]>();
  readonly #wasSuspected = new Set<number>();
  readonly #suspects: number[] = [];
  readonly #again: Range[] = [];
  #next: number;

  /** @param first the first unit that is handed out here; the length, where workers claim theirs by themselves */
  constructor(tags: Uint8Array, first: number) {
    this.#tags = tags;
    this.#next = first;
  }

  /** Units that can be handed out. */
  get waiting(): number {
    const again = this.#again.reduce((sum, { from, to }) => sum + to - from, 0);
    return this.#tags.length - this.#next + again + this.#suspects.length;
  }

  /** Hands at most so many units to a worker. Null where there are none for it now. */
  take(worker: number, most: number): Range | null {
    const held = this.#holds.get(worker) ?? [];
    if (held.some(({ isAlone }) => isAlone)) return null;
    const suspect = held.length === 0 ? this.#suspects.shift() : undefined;
    if (suspect !== undefined) return this.#give(worker, { from: suspect, to: suspect + 1 }, true);
    const range = this.#takeAgain(most) ?? this.#takeNext(most);
    return range === null ? null : this.#give(worker, range, false);
  }

  /** Notes that a worker has these besides: it has claimed them by itself. */
  claimed(worker: number, range: Range): void {
    this.#give(worker, range, false);
  }

  /** Takes back what a worker was given last: it couldn't be sent. */
  takeBack(worker: number): void {
    const range = this.#holds.get(worker)?.pop();
    if (range !== undefined) this.#putBack(this.#openIn(range));
  }

  /** A worker has done the batch that it was given first. */
  finished(worker: number): void {
    this.#holds.get(worker)?.shift();
  }

  /**
   * A worker is gone: what it held and hadn't answered is handed out again.
   * @param during the unit that it was doing, as far as that is known
   * @returns that unit, where it has ended its second worker: it is still open, and nobody holds it; else null
   */
  release(worker: number, during: number | null): number | null {
    const held = this.openUnits(worker);
    this.#holds.delete(worker);
    const suspect = during !== null && held.includes(during) ? during : null;
    this.#putBack(held.filter((index) => index !== suspect));
    if (suspect === null) return null;
    if (this.#wasSuspected.has(suspect)) return suspect;
    this.#wasSuspected.add(suspect);
    this.#suspects.push(suspect);
    return null;
  }

  /** What a worker holds and hasn't answered. */
  openUnits(worker: number): number[] {
    return (this.#holds.get(worker) ?? []).flatMap((range) => this.#openIn(range));
  }

  /** For when nobody holds anything and nothing waits: puts what is open all the same back. @returns how many units that is */
  sweep(): number {
    if (!this.#tags.includes(TAG.open)) return 0;
    const open = this.#openIn({ from: 0, to: this.#tags.length });
    this.#putBack(open);
    return open.length;
  }

  #give(worker: number, range: Range, isAlone: boolean): Range {
    const held = this.#holds.get(worker) ?? [];
    this.#holds.set(worker, [...held, { ...range, isAlone }]);
    return range;
  }

  #takeAgain(most: number): Range | null {
    const range = this.#again.shift();
    if (range === undefined) return null;
    const to = Math.min(range.to, range.from + most);
    if (to < range.to) this.#again.unshift({ from: to, to: range.to });
    return { from: range.from, to };
  }

  #takeNext(most: number): Range | null {
    const from = this.#next;
    this.#next = Math.min(this.#tags.length, from + most);
    return from === this.#next ? null : { from, to: this.#next };
  }

  #openIn({ from, to }: Range): number[] {
    const open: number[] = [];
    for (let index = from; index < to; index++) if (this.#tags[index] === TAG.open) open.push(index);
    return open;
  }

  #putBack(indexes: readonly number[]): void {
    for (const index of indexes) {
      const last = this.#again.at(-1);
      if (last?.to === index) this.#again[this.#again.length - 1] = { from: last.from, to: index + 1 };
      else this.#again.push({ from: index, to: index + 1 });
    }
  }
}
