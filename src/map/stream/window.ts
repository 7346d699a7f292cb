import type { Outcomes } from '../dispatch/outcomes.ts';
import type { Lack, UnitSource } from '../dispatch/unit-source.ts';
import type { Run } from '../protocol/messages.ts';
import { packValues, unpackValues, type Values } from '../protocol/values.ts';

/** What became of a unit, by its index among those of the stream. */
export type Settled =
  | { readonly index: number; readonly error: null; readonly value: unknown }
  | { readonly index: number; readonly error: Error; readonly input: unknown };

/** So many units are read ahead at most, however short they are. */
const MOST_AHEAD = 65_536;

/** It is read, and told, in so many parts what a full window holds: for each unit that would cost more than a short one. */
const PARTS = 8;

/** A unit that was read and whose outcome wasn’t taken. */
interface Entry {
  input: unknown;
  settled: Settled | null;
  isTaken: boolean;
}

/** The units of a stream between the first whose outcome wasn’t taken and the last that was read. */
export class StreamWindow implements Outcomes, UnitSource {
  readonly #isOrdered: boolean;
  /** A ring: unit i is at i modulo its length, a power of two. */
  #ring: Entry[] = Array.from({ length: 64 }, emptyEntry);
  #first = 0;
  #end = 0;
  #failed = 0;
  /** Settled and not taken, in the order in which they came; where they are taken in their own order it stays empty. */
  #arrived: number[] = [];
  #nextArrived = 0;

  /** So many units there may be at a time. */
  #most: number;
  readonly #isFixed: boolean;
  readonly #changed: () => void;
  #more: () => void = () => {};
  #known = 0;
  lack: Lack = 'inputs';

  /**
   * @param isOrdered whether outcomes are taken in the units’ order
   * @param ahead units that there may be at a time; null for as many as those who do them want
   * @param changed called when outcomes came
   */
  constructor(isOrdered: boolean, ahead: number | null, changed: () => void) {
    this.#isOrdered = isOrdered;
    this.#most = ahead ?? 1;
    this.#isFixed = ahead !== null;
    this.#changed = changed;
  }

  get known(): number {
    return this.#known;
  }

  get isComplete(): boolean {
    return this.lack === 'over';
  }

  get isFull(): boolean {
    return this.length >= this.#most;
  }

  /** Whether so many may be read again that somebody should. */
  get isWorthReading(): boolean {
    return this.#most - this.length >= this.#most / PARTS;
  }

  /** Whether so many were read of which nobody was told that somebody should be. */
  get isWorthTelling(): boolean {
    return this.#end - this.#known >= this.#most / PARTS;
  }

  onMore(listener: () => void): void {
    this.#more = listener;
  }

  want(units: number): void {
    if (this.#isFixed) return;
    this.#most = Math.max(this.#most, Math.min(units, MOST_AHEAD));
    this.#changed();
  }

  /** Those who do the units hear of all that were read. @param lack why there are no more now */
  tell(lack: Lack): void {
    this.#known = this.#end;
    this.lack = lack;
    this.#more();
  }

  get failed(): number {
    return this.#failed;
  }

  /** Units from the first whose outcome wasn’t taken to the last that was read. */
  get length(): number {
    return this.#end - this.#first;
  }

  push(input: unknown): void {
    if (this.length === this.#ring.length) this.#grow();
    const entry = this.#at(this.#end++);
    entry.input = input;
    entry.settled = null;
    entry.isTaken = false;
  }

  slice(from: number, to: number): Values {
    const inputs: unknown[] = [];
    for (let index = from; index < to; index++) inputs.push(this.#at(index).input);
    return packValues(inputs);
  }

  isOpen(index: number): boolean {
    return index >= this.#first && index < this.#end && this.#at(index).settled === null;
  }

  openUnits(): number[] {
    const open: number[] = [];
    for (let index = this.#first; index < this.#end; index++) if (this.isOpen(index)) open.push(index);
    return open;
  }

  take({ from, values: packed }: Run): number {
    const values = unpackValues(packed);
    let taken = 0;
    for (let i = 0; i < values.length; i++)
      if (this.#settle({ index: from + i, error: null, value: values[i] })) taken++;
    this.#changed();
    return taken;
  }

  fail(index: number, error: Error): boolean {
    if (!this.isOpen(index)) return false;
    this.#settle({ index, error, input: this.#at(index).input });
    this.#failed++;
    this.#changed();
    return true;
  }

  /** Takes an outcome out; null where none is there. */
  next(): Settled | null {
    const index = this.#isOrdered ? this.#first : this.#arrived[this.#nextArrived];
    if (index === undefined || index >= this.#end) return null;
    const entry = this.#at(index);
    const { settled } = entry;
    if (settled === null) return null;
    entry.isTaken = true;
    entry.settled = TAKEN;
    if (!this.#isOrdered) this.#forgetArrived();
    while (this.#first < this.#end && this.#at(this.#first).isTaken) this.#first++;
    return settled;
  }

  #settle(settled: Settled): boolean {
    if (!this.isOpen(settled.index)) return false;
    const entry = this.#at(settled.index);
    entry.settled = settled;
    entry.input = undefined;
    if (!this.#isOrdered) this.#arrived.push(settled.index);
    return true;
  }

  #forgetArrived(): void {
    if (++this.#nextArrived < this.#arrived.length / 2 || this.#nextArrived < 64) return;
    this.#arrived = this.#arrived.slice(this.#nextArrived);
    this.#nextArrived = 0;
  }

  #at(index: number): Entry {
    return this.#ring[index & (this.#ring.length - 1)] as Entry;
  }

  #grow(): void {
    const larger = Array.from({ length: 2 * this.#ring.length }, emptyEntry);
    for (let index = this.#first; index < this.#end; index++)
      larger[index & (larger.length - 1)] = this.#at(index);
    this.#ring = larger;
  }
}

const TAKEN: Settled = { index: -1, error: null, value: undefined };

function emptyEntry(): Entry {
  return { input: undefined, settled: null, isTaken: false };
}
