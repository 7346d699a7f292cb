import { Gate } from '../base/gate.ts';
import type { WorkerExit } from '../engine/engine.ts';
import { restoreBuffers } from '../engine/transport/buffers.ts';
import type { Warning } from '../model/warning.ts';
import type { Answers } from './dispatch/answers.ts';
import type { ClaimMemory } from './dispatch/claim-memory.ts';
import { MapDispatch } from './dispatch/dispatch.ts';
import {
  answersLost,
  functionUnusable,
  notLoaded,
  type ParallelMapError,
  unitEndedWorkers,
  unitThrew,
  unitTimedOut,
  workersFail,
} from './error.ts';
import type { FromMapWorker } from './protocol/messages.ts';
import { unpackThrown } from './protocol/thrown/unpack.ts';
import type { MapRequest } from './request.ts';
import { endedUnasked, hasFailed, type MapSlot, whoIs } from './workers/slot.ts';
import { MapSlots } from './workers/slots.ts';
import type { MapWorkerGroup } from './workers/worker-group.ts';

/** A place whose workers come to nothing so often in a row, with nothing to blame, won't get another. */
const MOST_VAIN_ENDS = 3;

export interface MapParts {
  readonly request: MapRequest;
  readonly workers: number;
  readonly group: MapWorkerGroup;
  readonly answers: Answers;
  readonly claims: ClaimMemory | null;
  /** Called when all workers are ready, before any has work. Only who measures wants that they wait for each other. */
  readonly beforeWork: (() => void) | null;
  /** How long a worker may take until it is ready. */
  readonly loadMs: number;
  /** Told of each worker that ended unasked. */
  readonly warn: (warning: Warning) => void;
}

/** Hands out the units, takes in the answers, and replaces workers that end, until every unit has its outcome. */
export class MapRun {
  readonly slots: MapSlots;
  readonly #parts: MapParts;
  readonly #dispatch: MapDispatch;
  readonly #over = new Gate();
  #isOver = false;
  #isHeld: boolean;
  #wasReady = false;
  /** Units that were done and whose answers never came, when that was looked at last. */
  #swept: number | null = null;
  #failure: { readonly reason: unknown } | null = null;

  constructor(parts: MapParts) {
    const { request, workers, answers, claims, group, beforeWork, loadMs } = parts;
    this.#parts = parts;
    this.#dispatch = new MapDispatch(request, workers, answers, claims, group.seesPositions);
    this.#isHeld = beforeWork !== null;
    const exceeded = () => this.fail(notLoaded(request.source, loadMs));
    this.slots = new MapSlots(workers, group, { limitMs: loadMs, exceeded });
  }

  /** Resolves when every unit has its outcome. @throws whatever ended it early */
  async work(): Promise<void> {
    for (const slot of this.slots.all) this.#start(slot);
    await this.#over.opened;
    if (this.#failure !== null) throw this.#failure.reason;
  }

  /** Ends it early: the workers are ended at once. */
  fail(reason: unknown): void {
    if (this.#isOver) return;
    this.#failure = { reason };
    this.#dispatch.stop();
    this.slots.kill();
    this.#end();
  }

  #start(slot: MapSlot): void {
    this.#orFail(() =>
      this.slots.start(slot, {
        message: (message) => this.#orFail(() => this.#take(slot, message)),
        exit: (end) => this.#orFail(() => this.#exited(slot, end)),
      }),
    );
  }

  /** Whatever comes of what a worker says or does ends this run, and nothing else. */
  #orFail(act: () => void): void {
    try {
      act();
    } catch (error) {
      this.fail(error);
    }
  }

  #take(slot: MapSlot, message: FromMapWorker): void {
    if (this.#isOver) return;
    restoreBuffers(message);
    switch (message.type) {
      case 'ready':
        slot.pid = message.pid;
        slot.tid = message.tid;
        this.slots.loaded(slot);
        this.#wasReady = true;
        return this.#isHeld ? this.#openBarrier() : this.#feed(slot);
      case 'unusable':
        return this.fail(functionUnusable(this.#parts.request.source, message));
      case 'answers':
        for (const run of message.runs) slot.received += this.#parts.answers.take(run);
        return;
      case 'failed':
        slot.vainEnds = 0;
        return this.#failUnit(unitThrew(message.index, unpackThrown(message.thrown)));
      case 'finished':
        this.#dispatch.size.learn(message.units, message.tookMs);
        this.#dispatch.ledger.finished(slot.index);
        slot.inFlight--;
        return this.#feed(slot);
      case 'idle':
        slot.state = 'idle';
        return this.#feed(slot);
    }
  }

  #openBarrier(): void {
    if (this.slots.all.some(({ state }) => state !== 'idle')) return;
    this.#isHeld = false;
    this.#parts.beforeWork?.();
    for (const slot of this.slots.all) this.#feed(slot);
  }

  #feed(slot: MapSlot): void {
    if (this.#isOver || (slot.state !== 'idle' && slot.state !== 'batches')) return;
    this.#dispatch.feed(slot, (error) => this.#failUnit(error));
    if (slot.state === 'idle') this.#checkOver();
  }

  #failUnit(error: ParallelMapError): void {
    if (!this.#parts.answers.fail(error.index, error)) return;
    if (this.#parts.request.onError === 'raise') this.fail(error);
  }

  #exited(slot: MapSlot, end: WorkerExit): void {
    const { state, worker } = slot;
    this.slots.left(slot);
    if (this.#isOver) {
      if (this.#failure === null && hasFailed(end)) this.#parts.warn(endedUnasked(slot, end, false));
      return;
    }
    if (state === 'claiming')
      this.#dispatch.ledger.claimed(slot.index, this.#parts.group.lastClaim(slot.index));
    if (slot.expired === null) this.#blame(slot, worker?.position() ?? null, end);
    else {
      this.#failUnit(unitTimedOut(slot.expired, this.#parts.request.timeoutMs ?? 0));
      this.#dispatch.ledger.release(slot.index, null);
    }
    if (this.#dispatch.hasWork) this.#replaceAndFeed(slot);
    this.#checkOver();
  }

  /** A worker ended unasked: finds out what of it comes of a unit, and what of the worker itself. */
  #blame(slot: MapSlot, at: number | null, end: WorkerExit): void {
    const { ledger } = this.#dispatch;
    const during = at !== null && ledger.openUnits(slot.index).includes(at) ? at : null;
    const condemned = ledger.release(slot.index, during);
    this.#parts.warn(endedUnasked(slot, end, true));
    if (condemned !== null) return this.#failUnit(unitEndedWorkers(condemned, whoIs(slot), end));
    if (during !== null) return;
    this.#dispatch.beCareful();
    slot.vainEnds = this.slots.doneIn(slot) > slot.doneBefore ? 1 : slot.vainEnds + 1;
    if (!this.#wasReady || slot.vainEnds >= MOST_VAIN_ENDS) this.fail(workersFail(end, this.#wasReady));
  }

  #replaceAndFeed(slot: MapSlot): void {
    if (this.#isOver) return;
    this.#start(slot);
    // Those who had nothing left to do may have something again.
    for (const other of this.slots.all) this.#feed(other);
  }

  /** When nobody has anything to do any more: whatever was lost on the way is done again, or it is over. */
  #checkOver(): void {
    if (this.#isOver || this.slots.all.some(({ isBusy }) => isBusy)) return;
    const open = this.#dispatch.hasWork ? null : this.#dispatch.ledger.sweep();
    if (open === 0) return this.#end();
    if (open !== null && open === this.#swept) return this.fail(answersLost(open));
    this.#swept = open;
    const alive = this.slots.all.filter(({ state }) => state !== 'gone');
    if (alive.length === 0) this.#start(this.slots.all[0] as MapSlot);
    for (const slot of alive) this.#feed(slot);
  }

  #end(): void {
    this.#isOver = true;
    this.#over.open();
  }
}
