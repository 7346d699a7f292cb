import { RawJson } from '../../base/raw-json.ts';
import type { UnitFunction } from '../../model/trial/function-source.ts';
import { isPromise } from '../../workloads/unit-work.ts';
import { numberOf } from '../dispatch/numbering.ts';
import type { Batch } from '../protocol/messages.ts';
import { unpackValues } from '../protocol/values.ts';
import { callWithJson } from './json-unit.ts';
import type { Outbox } from './outbox.ts';

export interface BatchListener {
  /** A batch’s first unit begins. */
  began(batch: Pick<Batch, 'from' | 'count'>): void;
  /** All its units are done, and it took so long. */
  finished(batch: Pick<Batch, 'from' | 'count'>, tookMs: number): void;
}

/** What tells the parent the index, plus one, of the unit that is being done; 0 between units. */
export type ReportPosition = (position: number) => void;

interface OpenBatch extends Omit<Batch, 'inputs'> {
  readonly inputs: Float64Array | readonly unknown[] | null;
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
  readonly #concurrency: number;
  /** So many units more may be begun. */
  #free: number;
  /** Where there may be several: the indexes of those that aren’t over, in the order in which they were begun. */
  readonly #begun = new Set<number>();
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
    this.#concurrency = concurrency;
    this.#free = concurrency;
  }

  add(batch: Batch): void {
    const inputs = batch.inputs === null ? null : unpackValues(batch.inputs);
    const open = { inputs, begun: 0, done: 0, startMs: 0, reportPosition: this.#positionReporter(batch) };
    this.#queue.push({ ...batch, ...open });
    const free = this.#free;
    this.#free = 0;
    for (let lane = 0; lane < free; lane++) void this.#work();
  }

  /** One unit after the other, until none is left to begin. */
  async #work(): Promise<void> {
    for (let unit = this.#next(); unit !== null; unit = this.#next()) {
      const { batch, at } = unit;
      const index = batch.from + at;
      this.#began(index, batch);
      try {
        const value = this.#call(this.#inputOf(unit), numberOf(batch.numbering, index));
        this.#outbox.add(index, isPromise(value) ? await value : value);
      } catch (thrown) {
        this.#outbox.fail(index, thrown);
      }
      this.#ended(index, batch);
    }
    this.#free++;
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

  #call(input: unknown, index: number): unknown {
    return input instanceof RawJson ? callWithJson(this.#fn, input, index) : this.#fn(input, index);
  }

  #inputOf({ batch: { inputs, numbering, from }, at }: Unit): unknown {
    return inputs === null ? numberOf(numbering, from + at) : inputs[at];
  }

  #began(index: number, { reportPosition }: OpenBatch): void {
    if (this.#concurrency === 1) return reportPosition(index + 1);
    this.#begun.add(index);
    reportPosition(this.#oldest + 1);
  }

  #ended(index: number, batch: OpenBatch): void {
    if (this.#concurrency > 1) {
      this.#begun.delete(index);
      batch.reportPosition(this.#oldest + 1);
    }
    if (++batch.done < batch.count) return;
    if (this.#concurrency === 1) batch.reportPosition(0);
    const tookMs = performance.now() - batch.startMs;
    this.#outbox.flush();
    this.#listener.finished(batch, tookMs);
  }

  /** Where several units are begun, this is the one that we are at; −1 where none is. */
  get #oldest(): number {
    const [oldest = -1] = this.#begun;
    return oldest;
  }
}
