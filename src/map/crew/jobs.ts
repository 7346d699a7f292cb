import type { Lack } from '../dispatch/unit-source.ts';
import type { MapJob } from '../job/job.ts';
import type { MapSlot } from './slot.ts';
import type { MapSlots } from './slots.ts';

interface Place {
  readonly job: MapJob;
  /** Units that were answered in this place’s memory before it was at this map. */
  readonly answeredBefore: number;
}

/** Which maps there are, and which place is at which: each does one at a time, and the maps take turns. */
export class Jobs {
  readonly #slots: MapSlots;
  readonly #places = new Map<MapSlot, Place>();
  /** The one that had a turn last is at the end. */
  #all: MapJob[] = [];

  constructor(slots: MapSlots) {
    this.#slots = slots;
  }

  get all(): readonly MapJob[] {
    return this.#all;
  }

  /** Why a worker has nothing to do. */
  get lack(): Lack {
    return this.#all.find(({ source }) => !source.isComplete)?.source.lack ?? 'over';
  }

  add(job: MapJob): void {
    this.#all.push(job);
    this.#slots.setRef(true);
  }

  /** @returns the places that were at it */
  remove(job: MapJob): MapSlot[] {
    this.#all = this.#all.filter((each) => each !== job);
    const places = this.placesOf(job);
    for (const slot of places) this.leave(slot);
    // Workers that nobody waits for let a program end.
    if (this.#all.length === 0) this.#slots.setRef(false);
    return places;
  }

  of(slot: MapSlot): MapJob | null {
    return this.#places.get(slot)?.job ?? null;
  }

  placesOf(job: MapJob): MapSlot[] {
    return [...this.#places].flatMap(([slot, place]) => (place.job === job ? [slot] : []));
  }

  /** Workers that the maps can make use of now. */
  wanted(): number {
    return this.#all.reduce(
      (sum, job) => sum + (job.hasWork ? job.mostWorkers : this.placesOf(job).length),
      0,
    );
  }

  /** @returns the map of which a place gets work now; null where it gets none */
  assign(slot: MapSlot): MapJob | null {
    const now = this.of(slot);
    const withWork = this.#all.filter(({ hasWork }) => hasWork);
    // It may go on without a pause only where nobody else waits.
    if (slot.inFlight > 0) return now !== null && withWork.every((job) => job === now) ? now : null;
    const [next] = withWork;
    if (next !== now) this.leave(slot);
    if (next === undefined) return null;
    this.#all = [...this.#all.filter((job) => job !== next), next];
    if (next !== now) {
      // Its units have the same indexes: the clock of one that was seen doesn’t run on.
      slot.forgetSeen();
      this.#places.set(slot, { job: next, answeredBefore: this.#slots.answeredInMemory(slot) });
    }
    return next;
  }

  /** It is at none any more. What it answered in memory stays that map’s. */
  leave(slot: MapSlot): void {
    const place = this.#places.get(slot);
    if (place === undefined) return;
    this.#places.delete(slot);
    place.job.addDone(slot, this.#slots.answeredInMemory(slot) - place.answeredBefore);
  }

  /** Units of a map that were answered in a place. */
  doneIn(job: MapJob, slot: MapSlot): number {
    const place = this.#places.get(slot);
    const inMemory = place?.job === job ? this.#slots.answeredInMemory(slot) - place.answeredBefore : 0;
    return (job.done.get(slot.index) ?? 0) + inMemory;
  }
}
