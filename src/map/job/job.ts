import { Gate } from '../../base/gate.ts';
import type { MapSlot } from '../crew/slot.ts';
import type { MapDispatch } from '../dispatch/dispatch.ts';
import { type Numbering, numberOf } from '../dispatch/numbering.ts';
import type { Outcomes } from '../dispatch/outcomes.ts';
import type { UnitSource } from '../dispatch/unit-source.ts';
import type { ParallelMapError } from '../error.ts';
import type { FinishedBatch, Run } from '../protocol/messages.ts';

/** So many batches a worker are worth being known ahead. */
const BATCHES_AHEAD = 4;

export interface JobParts {
  readonly source: UnitSource;
  readonly dispatch: MapDispatch;
  readonly outcomes: Outcomes;
  readonly numbering: Numbering;
  readonly onError: 'raise' | 'collect';
  /** How often a unit is begun again. */
  readonly retries: number;
  /** Workers that it can make use of. */
  readonly mostWorkers: number;
  /** Told of each batch that is over. */
  readonly finished?: (slot: MapSlot, batch: FinishedBatch) => void;
}

/** One map: its units, what became of them, and how it ends. Who does them is not known here. */
export class MapJob {
  readonly dispatch: MapDispatch;
  readonly mostWorkers: number;
  readonly parts: JobParts;
  /** Units answered by each place. */
  readonly done = new Map<number, number>();
  /** Units that were done and whose answers never came, when that was looked at last. */
  swept: number | null = null;
  /** Units that failed, or whose workers ended, and that were given another try. */
  begunAgain = 0;
  readonly #over = new Gate();
  readonly #tries = new Map<number, number>();
  #isOver = false;
  #failure: { readonly reason: unknown } | null = null;

  constructor(parts: JobParts) {
    this.parts = parts;
    this.dispatch = parts.dispatch;
    this.mostWorkers = parts.mostWorkers;
  }

  get isOver(): boolean {
    return this.#isOver;
  }

  get source(): UnitSource {
    return this.parts.source;
  }

  get hasWork(): boolean {
    return !this.#isOver && this.dispatch.hasWork;
  }

  /** Looks how many units are known now. */
  look(): void {
    this.dispatch.ledger.extendTo(this.parts.source.known);
  }

  /** Takes in how long a batch took. */
  learn({ units, tookMs }: Pick<FinishedBatch, 'units' | 'tookMs'>): void {
    const { size } = this.dispatch;
    size.learn(units, tookMs);
    this.parts.source.want(BATCHES_AHEAD * size.fitting * this.mostWorkers);
  }

  /** Resolves when every unit has its outcome. @throws whatever ended it early */
  async over(): Promise<void> {
    await this.#over.opened;
    if (this.#failure !== null) throw this.#failure.reason;
  }

  end(failure: { readonly reason: unknown } | null): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#failure = failure;
    this.dispatch.stop();
    this.#over.open();
  }

  /** @returns how many units had no outcome yet */
  take(slot: MapSlot, runs: readonly Run[]): number {
    const taken = runs.reduce((sum, run) => sum + this.parts.outcomes.take(run), 0);
    this.addDone(slot, taken);
    return taken;
  }

  addDone({ index }: MapSlot, units: number): void {
    this.done.set(index, (this.done.get(index) ?? 0) + units);
  }

  /** What a unit is called. */
  number(index: number): number {
    return numberOf(this.parts.numbering, index);
  }

  /** Whether a unit that failed may be begun again. It counts. */
  mayTryAgain(index: number): boolean {
    const tries = this.#tries.get(index) ?? 0;
    if (tries >= this.parts.retries || !this.parts.outcomes.isOpen(index)) return false;
    this.#tries.set(index, tries + 1);
    this.begunAgain++;
    return true;
  }

  /** A unit has no result. @returns whether that ends the map */
  fail(index: number, error: ParallelMapError): boolean {
    this.#tries.delete(index);
    if (!this.parts.outcomes.fail(index, error)) return false;
    return this.parts.onError === 'raise';
  }
}
