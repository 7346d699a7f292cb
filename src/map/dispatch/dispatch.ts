import { listBuffers } from '../../engine/transport/buffers.ts';
import { inputNotCloneable, type ParallelMapError } from '../error.ts';
import type { Inputs } from '../protocol/messages.ts';
import type { MapInputs, MapRequest } from '../request.ts';
import type { MapSlot } from '../workers/slot.ts';
import type { Answers } from './answers.ts';
import type { ClaimMemory } from './claim-memory.ts';
import { Ledger } from './ledger.ts';

/** So many batches a worker has at a time: while it does the one, the next is on its way. */
const IN_FLIGHT = 2;

/** Who gets which units, and how many at a time: from the shared counter where there is one, in batches else. */
export class MapDispatch {
  readonly ledger: Ledger;
  readonly size: BatchSize;
  readonly #inputs: MapInputs;
  readonly #claims: ClaimMemory | null;
  /** Whether workers are to tell of each unit that it begins. */
  #isCareful: boolean;
  readonly #seesPositions: boolean;

  constructor(
    { inputs, chunk, timeoutMs }: MapRequest,
    workers: number,
    { tags }: Answers,
    claims: ClaimMemory | null,
    seesPositions: boolean,
  ) {
    this.ledger = new Ledger(tags, claims === null ? 0 : tags.length);
    this.size = new BatchSize(chunk, workers);
    this.#inputs = inputs;
    this.#claims = claims;
    this.#isCareful = timeoutMs !== null;
    this.#seesPositions = seesPositions;
  }

  /** Whether there is anything that nobody has begun. */
  get hasWork(): boolean {
    return this.ledger.waiting > 0 || (this.#claims?.unclaimed ?? 0) > 0;
  }

  /** From now on it shall be known which unit a worker was at when it ended. */
  beCareful(): void {
    this.#isCareful = true;
  }

  /** Nobody claims any more. */
  stop(): void {
    this.#claims?.stop();
  }

  /**
   * Gives an idle or working slot as much as it should have.
   * @param failed is told of units whose input can't be sent
   */
  feed(slot: MapSlot, failed: (error: ParallelMapError) => void): void {
    // Where a worker can't tell which unit it is at, it has but one.
    const isBlind = this.#isCareful && !this.#seesPositions;
    while (slot.inFlight < (isBlind ? 1 : IN_FLIGHT)) {
      if (!this.#sendBatch(slot, isBlind ? 1 : this.size.next(this.ledger.waiting), failed)) break;
    }
    slot.state = slot.inFlight > 0 ? 'batches' : 'idle';
    if (slot.state === 'idle' && (this.#claims?.unclaimed ?? 0) > 0) {
      slot.state = 'claiming';
      slot.worker?.send({ type: 'claim' });
    }
  }

  /** @returns false where there is nothing for this worker */
  #sendBatch(slot: MapSlot, most: number, failed: (error: ParallelMapError) => void): boolean {
    for (let units = most; ; units = Math.ceil(units / 2)) {
      const range = this.ledger.take(slot.index, units);
      if (range === null) return false;
      const { from, to } = range;
      const inputs = slice(this.#inputs, from, to);
      try {
        const batch = { type: 'batch', from, count: to - from, inputs, careful: this.#isCareful } as const;
        slot.worker?.send(listBuffers(batch));
        slot.inFlight++;
        return true;
      } catch (error) {
        // Smaller and smaller, until the one that can't be sent stands alone.
        units = to - from;
        if (units === 1) failed(inputNotCloneable(from, error));
        this.ledger.takeBack(slot.index);
      }
    }
  }
}

function slice(inputs: MapInputs, from: number, to: number): Inputs | null {
  return inputs.type === 'count' ? null : inputs.values.slice(from, to);
}

/** A batch is meant to last about this long: then its messages cost next to nothing, and its answers come soon. */
const TARGET_MS = 10;
/** What is not known yet is found out with few units, but soon. */
const GROWTH = 8;
const LARGEST = 131_072;

/** How many units go into a batch: as many as their time so far suggests, and never so many that others go without. */
export class BatchSize {
  readonly #fixed: number | null;
  readonly #workers: number;
  readonly #targetMs: number;
  #size = 1;

  constructor(fixed: number | null, workers: number, targetMs: number = TARGET_MS) {
    this.#fixed = fixed;
    this.#workers = workers;
    this.#targetMs = targetMs;
  }

  /** @param waiting units that are still to be handed out */
  next(waiting: number): number {
    if (this.#fixed !== null) return this.#fixed;
    return Math.max(1, Math.min(this.#size, Math.floor(waiting / (2 * this.#workers))));
  }

  /** Takes in how long a batch took. */
  learn(units: number, tookMs: number): void {
    const fitting = tookMs > 0 ? (units * this.#targetMs) / tookMs : LARGEST;
    // A short batch, cut off by a timer's grain or the end, says too little to grow on.
    this.#size = Math.max(1, Math.floor(Math.min(fitting, Math.max(this.#size, units * GROWTH), LARGEST)));
  }
}
