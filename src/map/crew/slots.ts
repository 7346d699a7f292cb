import { Gate } from '../../base/gate.ts';
import { refusalOf } from '../../base/refusals/refusal.ts';
import { clearTimeout, setTimeout } from '../../base/time/real.ts';
import type { MapListener } from '../workers/worker.ts';
import type { MapWorkerGroup } from '../workers/worker-group.ts';
import { MapSlot } from './slot.ts';

/** How long a worker may take until it is ready, in ms. */
interface LoadLimit {
  readonly limitMs: number;
  exceeded(): void;
}

/** The places of a crew, and the workers in them: started, watched, let go. What they work on is not known here. */
export class MapSlots {
  readonly all: readonly MapSlot[];
  readonly #group: MapWorkerGroup;
  readonly #load: LoadLimit;
  readonly #gone = new Gate();
  #isDismissed = false;

  /** @param load how long a worker may take until it is ready, and what is called where one takes longer */
  constructor(workers: number, group: MapWorkerGroup, load: LoadLimit) {
    this.all = Array.from({ length: workers }, (_, index) => new MapSlot(index));
    this.#group = group;
    this.#load = load;
  }

  /** They are to leave: whoever goes now was told to. */
  get isDismissed(): boolean {
    return this.#isDismissed;
  }

  /** Units that were answered in this place. */
  doneIn(slot: MapSlot): number {
    return slot.received + this.answeredInMemory(slot);
  }

  /** Of these, the ones of which no message tells. */
  answeredInMemory({ index }: MapSlot): number {
    return this.#group.answeredInMemory(index);
  }

  /** Starts a worker in a place. @throws where there can be none */
  start(slot: MapSlot, listener: MapListener): void {
    slot.state = 'starting';
    slot.inFlight = 0;
    slot.started++;
    slot.isLeaving = false;
    slot.expired = null;
    slot.doneBefore = this.doneIn(slot);
    slot.loading = setTimeout(this.#load.exceeded, this.#load.limitMs);
    try {
      slot.worker = this.#group.start(slot.index, slot.name, listener);
    } catch (error) {
      this.left(slot);
      throw refusalOf(error) ?? error;
    }
  }

  /** Its worker is there, with its function. */
  loaded(slot: MapSlot): void {
    slot.state = 'idle';
    if (slot.loading !== null) clearTimeout(slot.loading);
  }

  /** Its worker has ended. */
  left(slot: MapSlot): void {
    if (slot.loading !== null) clearTimeout(slot.loading);
    slot.worker = null;
    slot.state = 'gone';
    if (this.#isDismissed) this.#checkGone();
  }

  /** Whether our process stays alive for the workers that there are. */
  setRef(isRef: boolean): void {
    for (const { worker, loading } of this.all) {
      worker?.setRef(isRef);
      loading?.[isRef ? 'ref' : 'unref']();
    }
  }

  /** Ends the workers in these places that have been at one unit for too long. To be called every now and then. */
  endOverdue(places: readonly MapSlot[], nowMs: number, timeoutMs: number): void {
    for (const slot of places) {
      const index = slot.expired === null ? slot.overdue(nowMs, timeoutMs) : null;
      if (index === null) continue;
      slot.expired = { index, timeoutMs };
      slot.worker?.kill();
    }
  }

  /** Lets the workers go. Resolves when none is left. */
  async dismiss(): Promise<void> {
    this.#isDismissed = true;
    // Who waits for their end is to hear of it.
    this.setRef(true);
    for (const { worker, state } of this.all) {
      // Who is still loading would hear of it late, or never.
      if (state === 'starting') worker?.kill();
      else worker?.leave();
    }
    this.#checkGone();
    await this.#gone.opened;
    this.#group.close();
  }

  #checkGone(): void {
    if (this.all.every(({ state }) => state === 'gone')) this.#gone.open();
  }
}
