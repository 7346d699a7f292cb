import type { Outcomes } from './outcomes.ts';
import type { Range } from './range.ts';

interface Hold extends Range {
  readonly isAlone: boolean;
  /** Units of these that failed and that somebody else is to begin again, or has. */
  readonly givenBack: Set<number>;
}

/**
 * Who holds which units, and what a worker's end leaves open. It does nothing by itself: whether a unit is open is what
 * its outcome says. A unit during which a worker ended is done again alone, so that only itself can be blamed the second
 * time; then it is given up.
 */
export class Ledger {
  readonly #outcomes: Pick<Outcomes, 'isOpen' | 'openUnits'>;
  readonly #holds = new Map<number, Hold[]>();
  readonly #wasSuspected = new Set<number>();
  readonly #suspects: number[] = [];
  readonly #again: Range[] = [];
  #next: number;

  #end: number;

  /** @param range the units that are handed out here, as far as they are known: none, where workers claim theirs by themselves */
  constructor(outcomes: Pick<Outcomes, 'isOpen' | 'openUnits'>, { from, to }: Range) {
    this.#outcomes = outcomes;
    this.#next = from;
    this.#end = to;
  }

  /** More units are known. */
  extendTo(end: number): void {
    this.#end = end;
  }

  /** Units that can be handed out. */
  get waiting(): number {
    const again = this.#again.reduce((sum, { from, to }) => sum + to - from, 0);
    return this.#end - this.#next + again + this.#suspects.length;
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
    const givenBack = this.#openIn(range).filter((index) => this.#isElsewhere(index));
    this.#give(worker, range, false, new Set(givenBack));
  }

  /** Takes back what a worker was given last: it couldn't be sent. */
  takeBack(worker: number): void {
    const range = this.#holds.get(worker)?.pop();
    if (range !== undefined) this.#putBack(this.#openIn(range));
  }

  /** A worker has done a batch: of several that are the same, the first. */
  finished(worker: number, { from, to }: Range): void {
    const held = this.#holds.get(worker) ?? [];
    const done = held.findIndex((hold) => hold.from === from && hold.to === to);
    if (done >= 0) held.splice(done, 1);
  }

  /**
   * A worker is gone: what it held and hadn't answered is handed out again.
   * @param during the first of the units that it was doing, as far as that is known
   * @param atOnce so many units it may have been doing at a time
   * @returns the unit that has ended its second worker: it is still open, and nobody holds it; else null
   */
  release(worker: number, during: number | null, atOnce = 1): number | null {
    const held = this.openUnits(worker);
    const wasAlone = this.#holds.get(worker)?.some(({ isAlone }) => isAlone) === true;
    this.#holds.delete(worker);
    const first = during === null ? -1 : held.indexOf(during);
    const suspects = first === -1 ? [] : held.slice(first, first + atOnce);
    this.#putBack(held.filter((index) => !suspects.includes(index)));
    // One that was suspected before, and had company again, may be innocent of both.
    const isSure = wasAlone || atOnce === 1;
    const condemned = suspects.find((index) => isSure && this.#wasSuspected.has(index)) ?? null;
    for (const index of suspects.filter((each) => each !== condemned)) {
      this.#wasSuspected.add(index);
      this.#suspects.push(index);
    }
    return condemned;
  }

  /** A unit that failed at a worker is to be begun again: it isn’t that worker’s any more. */
  again(worker: number, index: number): void {
    const held = this.#holds.get(worker) ?? [];
    held.find((hold) => isIn(hold, index) && !hold.givenBack.has(index))?.givenBack.add(index);
    this.#putBack([index]);
  }

  /** What a worker holds and hasn't answered. */
  openUnits(worker: number): number[] {
    return (this.#holds.get(worker) ?? []).flatMap((hold) =>
      this.#openIn(hold).filter((index) => !hold.givenBack.has(index)),
    );
  }

  /** For when nobody holds anything and nothing waits: puts what is open all the same back. @returns how many units that is */
  sweep(): number {
    const open = this.#outcomes.openUnits();
    this.#putBack(open);
    return open.length;
  }

  #give(worker: number, range: Range, isAlone: boolean, givenBack = new Set<number>()): Range {
    const held = this.#holds.get(worker) ?? [];
    this.#holds.set(worker, [...held, { ...range, isAlone, givenBack }]);
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
    this.#next = Math.min(this.#end, from + most);
    return from === this.#next ? null : { from, to: this.#next };
  }

  /** Whether it waits, or a worker has it. */
  #isElsewhere(index: number): boolean {
    const taken = [...this.#again, ...[...this.#holds.values()].flat()];
    return this.#suspects.includes(index) || taken.some((range) => isIn(range, index));
  }

  #openIn({ from, to }: Range): number[] {
    const open: number[] = [];
    for (let index = from; index < to; index++) if (this.#outcomes.isOpen(index)) open.push(index);
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

function isIn({ from, to }: Range, index: number): boolean {
  return from <= index && index < to;
}
