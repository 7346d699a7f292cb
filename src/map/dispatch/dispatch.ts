import { listBuffers } from '../../engine/transport/buffers.ts';
import type { MapSlot } from '../crew/slot.ts';
import { inputNotCloneable, type ParallelMapError } from '../error.ts';
import type { BatchSize } from './batch-size.ts';
import type { ClaimMemory } from './claim-memory.ts';
import { Ledger } from './ledger.ts';
import { type Numbering, numberOf } from './numbering.ts';
import type { Outcomes } from './outcomes.ts';
import type { Range } from './range.ts';
import type { UnitSource } from './unit-source.ts';

/** So many batches a worker has at a time: while it does the one, the next is on its way. */
const IN_FLIGHT = 2;

export interface DispatchParts {
  readonly source: UnitSource;
  readonly outcomes: Outcomes;
  readonly size: BatchSize;
  readonly claims: ClaimMemory | null;
  /** What units are called. */
  readonly numbering: Numbering;
  /** Whether workers are to tell of each unit that it begins. */
  readonly isCareful: boolean;
  /** Whether it can be seen at which unit a worker is, where it tells. */
  readonly seesPositions: boolean;
}

/** Takes a unit that has no result. */
export type UnitFailed = (index: number, error: ParallelMapError) => void;

/** Who gets which units of a map, and how many at a time: from the shared counter where there is one, in batches else. */
export class MapDispatch {
  readonly ledger: Ledger;
  readonly size: BatchSize;
  readonly #parts: DispatchParts;
  #isCareful: boolean;
  #hasLostClaims = false;

  constructor(parts: DispatchParts) {
    const { source, outcomes, claims, size, isCareful } = parts;
    this.ledger = new Ledger(outcomes, { from: claims === null ? 0 : source.known, to: source.known });
    this.size = size;
    this.#parts = parts;
    this.#isCareful = isCareful;
  }

  /** Whether there is anything that nobody has begun. */
  get hasWork(): boolean {
    return this.ledger.waiting > 0 || this.#unclaimed > 0;
  }

  /** From now on it shall be known which unit a worker was at when it ended. */
  beCareful(): void {
    this.#isCareful = true;
  }

  /** Nobody claims any more. */
  stop(): void {
    this.#parts.claims?.stop();
  }

  /**
   * Gives an idle or working slot as much as it should have.
   * @param failed is told of units whose input can't be sent
   */
  feed(slot: MapSlot, failed: UnitFailed): void {
    // Where a worker can't tell which unit it is at, it has but one.
    const isBlind = this.#isCareful && !this.#parts.seesPositions;
    while (slot.inFlight < (isBlind ? 1 : IN_FLIGHT)) {
      const most = isBlind ? 1 : this.size.next(this.ledger.waiting);
      if (!this.#sendBatch(slot, Math.min(most, slot.room), failed)) break;
    }
    slot.state = slot.inFlight > 0 ? 'batches' : 'idle';
    const { claims } = this.#parts;
    if (slot.state === 'idle' && claims !== null && this.#unclaimed > 0) {
      slot.state = 'claiming';
      slot.worker?.send({ type: 'claim', claims: claims.buffers });
    }
  }

  /** A worker that claimed units by itself has ended. @param last what it has claimed last, as far as it has told */
  leftClaim(worker: number, last: Range): void {
    this.#parts.claims?.reopen(last);
    this.ledger.claimed(worker, last);
    this.#hasLostClaims = true;
  }

  /** For when nobody is at the map: puts back what is open. @returns how many units that is */
  sweep(): number {
    // Whoever ended may have claimed what it couldn’t tell of any more.
    if (this.#hasLostClaims) this.#parts.claims?.reopenAll();
    return this.ledger.sweep();
  }

  get #unclaimed(): number {
    return this.#parts.claims?.unclaimed ?? 0;
  }

  /** @returns false where there is nothing for this worker */
  #sendBatch(slot: MapSlot, most: number, failed: UnitFailed): boolean {
    const { source, numbering } = this.#parts;
    for (let units = most; units > 0; units = Math.ceil(units / 2)) {
      const range = this.ledger.take(slot.index, units);
      if (range === null) return false;
      const { from, to } = range;
      const inputs = source.slice(from, to);
      try {
        const batch = { from, count: to - from, inputs, numbering, careful: this.#isCareful };
        slot.worker?.send(listBuffers({ type: 'batch', ...batch }));
        slot.inFlight++;
        slot.room -= to - from;
        return true;
      } catch (error) {
        // Smaller and smaller, until the one that can't be sent stands alone.
        units = to - from;
        if (units === 1) failed(from, inputNotCloneable(numberOf(numbering, from), error));
        this.ledger.takeBack(slot.index);
      }
    }
    return false;
  }
}
