import type { UnitFunction } from '../../model/trial/function-source.ts';
import { isPromise } from '../../workloads/unit-work.ts';
import { numberOf } from '../dispatch/numbering.ts';
import type { Batch } from '../protocol/messages.ts';
import type { Outbox } from './outbox.ts';

export interface BatchListener {
  /** A batch’s first unit begins. */
  began(batch: Batch): void;
  /** All its units are done, and it took so long. */
  finished(batch: Batch, tookMs: number): void;
}

/** What tells the parent the index, plus one, of the unit that is being done; 0 between units. */
export type ReportPosition = (position: number) => void;

interface OpenBatch extends Batch {
  begun: number;
  done: number;
  startMs: number;
  readonly reportPosition: ReportPosition;
}

interface Unit {
  readonly batch: OpenBatch;
  readonly at: number;
}

/** Does batches in their order, with so many units begun at a time: the next batch begins while the last units of one are awaited. */
export class Batches {
  readonly #fn: UnitFunction;
  readonly #outbox: Outbox;
  readonly #listener: BatchListener;
  readonly #positionReporter: (batch: Batch) => ReportPosition;
  /** The index of the unit that each lane is at; null between units. */
  readonly #lanes: (number | null)[];
  #idle: number[];
  readonly #queue: OpenBatch[] = [];

  constructor(
    fn: UnitFunction,
    concurrency: number,
    outbox: Outbox,
    listener: BatchListener,
    positionReporter: (batch: Batch) => ReportPosition,
  ) {
    this.#fn = fn;
    this.#outbox = outbox;
    this.#listener = listener;
    this.#positionReporter = positionReporter;
    this.#lanes = Array.from({ length: concurrency }, () => null);
    this.#idle = this.#lanes.map((_, lane) => lane);
  }

  add(batch: Batch): void {
    const open = { begun: 0, done: 0, startMs: 0, reportPosition: this.#positionReporter(batch) };
    this.#queue.push({ ...batch, ...open });
    const free = this.#idle;
    this.#idle = [];
    for (const lane of free) void this.#work(lane);
  }

  /** One unit after the other, until none is left to begin. */
  async #work(lane: number): Promise<void> {
    for (let unit = this.#next(); unit !== null; unit = this.#next()) {
      const { batch, at } = unit;
      const index = batch.from + at;
      this.#moveTo(lane, index, batch);
      try {
        const value = this.#fn(this.#inputOf(unit), numberOf(batch.numbering, index));
        this.#outbox.add(index, isPromise(value) ? await value : value);
      } catch (thrown) {
        this.#outbox.fail(index, thrown);
      }
      if (++batch.done === batch.count) this.#finish(lane, batch);
    }
    this.#lanes[lane] = null;
    this.#idle.push(lane);
  }

  #next(): Unit | null {
    const [batch] = this.#queue;
    if (batch === undefined) return null;
    if (batch.begun === 0) {
      batch.startMs = performance.now();
      this.#listener.began(batch);
    }
    const at = batch.begun++;
    if (batch.begun === batch.count) this.#queue.shift();
    return { batch, at };
  }

  #inputOf({ batch: { inputs, numbering, from }, at }: Unit): unknown {
    return inputs === null ? numberOf(numbering, from + at) : inputs[at];
  }

  #finish(lane: number, batch: OpenBatch): void {
    this.#moveTo(lane, null, batch);
    const tookMs = performance.now() - batch.startMs;
    this.#outbox.flush();
    this.#listener.finished(batch, tookMs);
  }

  /** Where several units are begun, the oldest is the one that we are at. */
  #moveTo(lane: number, index: number | null, { reportPosition }: OpenBatch): void {
    this.#lanes[lane] = index;
    if (this.#lanes.length === 1) return reportPosition(index === null ? 0 : index + 1);
    const begun = this.#lanes.filter((at) => at !== null);
    reportPosition(begun.length === 0 ? 0 : Math.min(...begun) + 1);
  }
}
