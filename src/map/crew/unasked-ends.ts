import type { WorkerExit } from '../../engine/engine.ts';
import { type ParallelMapError, unitEndedWorkers, unitTimedOut, workersFail } from '../error.ts';
import type { MapJob } from '../job/job.ts';
import { endedUnasked, type MapSlot, whoIs } from './slot.ts';
import type { MapSlots } from './slots.ts';

/** A place whose workers come to nothing so often in a row, with nothing to blame, won't get another. */
const MOST_VAIN_ENDS = 3;

/** What follows from a worker's end. */
export interface EndListener {
  /** A unit has no result. */
  failUnit(job: MapJob, index: number, error: ParallelMapError): void;
  /** Nothing will come of any worker. */
  failAll(reason: unknown): void;
  warn(warning: ReturnType<typeof endedUnasked>): void;
}

/** Finds out what of a worker’s end comes of a unit, and what of the worker itself. */
export class UnaskedEnds {
  /** Whether any worker ever was ready. */
  wasReady = false;
  readonly #slots: MapSlots;
  readonly #concurrency: number;
  readonly #listener: EndListener;

  /** @param concurrency units that a worker may have begun at a time */
  constructor(slots: MapSlots, concurrency: number, listener: EndListener) {
    this.#slots = slots;
    this.#concurrency = concurrency;
    this.#listener = listener;
  }

  /** It was at no map: loading, or idle. */
  atNone(slot: MapSlot, end: WorkerExit, wasStarting: boolean): void {
    this.#listener.warn(endedUnasked(slot, end, wasStarting));
    this.#inVain(slot, end);
  }

  /** It was ended because a unit took too long. */
  overdue(job: MapJob, slot: MapSlot, { index, timeoutMs }: NonNullable<MapSlot['expired']>): void {
    // What may be begun again is handed out again with all else that it had.
    if (!job.mayTryAgain(index))
      this.#listener.failUnit(job, index, unitTimedOut(job.number(index), timeoutMs));
    job.dispatch.ledger.release(slot.index, null);
  }

  /** @param at the first of the units that it was doing; null where that isn’t known */
  during(job: MapJob, slot: MapSlot, at: number | null, end: WorkerExit): void {
    const { ledger } = job.dispatch;
    const during = at !== null && ledger.openUnits(slot.index).includes(at) ? at : null;
    const condemned = ledger.release(slot.index, during, this.#concurrency);
    const { warn, failUnit } = this.#listener;
    warn(endedUnasked(slot, end, true));
    if (condemned !== null)
      return failUnit(job, condemned, unitEndedWorkers(job.number(condemned), whoIs(slot), end));
    if (during !== null) {
      job.begunAgain++;
      return;
    }
    job.dispatch.beCareful();
    this.#inVain(slot, end);
  }

  /** No unit is to blame: where that happens again and again, nothing will come of others. */
  #inVain(slot: MapSlot, end: WorkerExit): void {
    slot.vainEnds = this.#slots.doneIn(slot) > slot.doneBefore ? 1 : slot.vainEnds + 1;
    if (this.wasReady && slot.vainEnds < MOST_VAIN_ENDS) return;
    this.#listener.failAll(workersFail(end, this.wasReady));
  }
}
