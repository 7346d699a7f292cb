import type { WorkerExit } from '../../engine/engine.ts';
import { restoreBuffers } from '../../engine/transport/buffers.ts';
import type { Warning } from '../../model/warning.ts';
import type { UserSource } from '../../workloads/user/python-reference.ts';
import { answersLost, functionUnusable, notLoaded, type ParallelMapError, unitThrew } from '../error.ts';
import type { CrewObserver } from '../insights/insights.ts';
import type { MapJob } from '../job/job.ts';
import type { FromMapWorker } from '../protocol/messages.ts';
import { unpackThrown } from '../protocol/thrown/unpack.ts';
import type { MapWorkerGroup } from '../workers/worker-group.ts';
import { Jobs } from './jobs.ts';
import { endedUnasked, hasFailed, type MapSlot } from './slot.ts';
import { MapSlots } from './slots.ts';
import { UnaskedEnds } from './unasked-ends.ts';

function isFull(bytes: number | null, most: number | null): boolean {
  return bytes !== null && most !== null && bytes >= most;
}

export interface CrewParts {
  readonly source: UserSource;
  readonly workers: number;
  readonly group: MapWorkerGroup;
  /** Units that a worker may have begun at a time. */
  readonly concurrency: number;
  readonly recycleAfter: { readonly units: number | null; readonly bytes: number | null };
  /** Called when all workers are ready, before any has work. Only who measures wants that they wait for each other. */
  readonly beforeWork: (() => void) | null;
  /** How long a worker may take until it is ready. */
  readonly loadMs: number;
  /** Told of each worker that ended unasked. */
  readonly warn: (warning: Warning) => void;
  /** Told what each worker is at; null where nobody wants to know. */
  readonly observer: CrewObserver | null;
}

/** Workers that stay: they do the units of one map after another, or of several in turn, and are replaced where they end. */
export class Crew {
  readonly slots: MapSlots;
  readonly #parts: CrewParts;
  readonly #jobs: Jobs;
  #isHeld: boolean;
  readonly #ends: UnaskedEnds;
  #loading: { resolve(): void; reject(reason: unknown): void } | null = null;

  constructor(parts: CrewParts) {
    const { workers, group, beforeWork, loadMs, source } = parts;
    this.#parts = parts;
    this.#isHeld = beforeWork !== null;
    const exceeded = () => this.#failAll(notLoaded(source, loadMs));
    this.slots = new MapSlots(workers, group, { limitMs: loadMs, exceeded });
    this.#jobs = new Jobs(this.slots);
    this.#ends = new UnaskedEnds(this.slots, parts.concurrency, {
      failUnit: (...unit) => this.#failUnit(...unit),
      failAll: (reason) => this.#failAll(reason),
      warn: parts.warn,
    });
  }

  /** Starts the first worker, before there is work for it. @throws ConcurError where its module can’t be loaded */
  load(): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#loading = { resolve, reject };
      const [first] = this.slots.all;
      if (first?.state === 'gone') this.#orFail(null, () => this.#start(first));
    });
  }

  /** Takes a map on. Its `over` tells when it is done. */
  add(job: MapJob): void {
    this.#jobs.add(job);
    this.wake(job);
  }

  /** A map may have more to do than before. */
  wake(job: MapJob): void {
    this.#orFail(job, () => {
      job.look();
      this.#staff();
      this.#feedIdle();
      this.#checkOver(job);
    });
  }

  /** Ends a map early: the workers that are at it are ended at once. */
  fail(job: MapJob, reason: unknown): void {
    if (job.isOver) return;
    job.end({ reason });
    for (const slot of this.#jobs.remove(job)) if (slot.isBusy) this.#discard(slot);
    this.#orFail(null, () => this.#staff());
  }

  /** Ends workers of a map that have been at one unit for too long. To be called every now and then. */
  endOverdue(job: MapJob, nowMs: number, timeoutMs: number): void {
    this.slots.endOverdue(this.#jobs.placesOf(job), nowMs, timeoutMs);
  }

  /** Units of a map that were answered in a place. */
  doneIn(job: MapJob, slot: MapSlot): number {
    return this.#jobs.doneIn(job, slot);
  }

  /** Ends the maps that aren’t over for that reason, and lets the workers go. Resolves when none is left. */
  dismiss(reason: unknown): Promise<void> {
    for (const job of this.#jobs.all) this.fail(job, reason);
    return this.slots.dismiss();
  }

  /** Starts workers where there is work for more than there are. */
  #staff(): void {
    let missing = this.#jobs.wanted() - this.slots.all.filter(({ state }) => state !== 'gone').length;
    for (const slot of this.slots.all) {
      if (missing <= 0) return;
      if (slot.state !== 'gone') continue;
      this.#start(slot);
      missing--;
    }
  }

  #start(slot: MapSlot): void {
    slot.room = this.#parts.recycleAfter.units ?? Number.POSITIVE_INFINITY;
    this.slots.start(slot, {
      message: (message) => this.#orFail(this.#jobs.of(slot), () => this.#take(slot, message)),
      exit: (end) => this.#orFail(this.#jobs.of(slot), () => this.#exited(slot, end)),
    });
    this.#parts.observer?.enter(slot, 'startup');
  }

  /** Ends a worker whose work nobody waits for any more. */
  #discard(slot: MapSlot): void {
    slot.isLeaving = true;
    slot.worker?.kill();
  }

  /** Whatever comes of what a worker says or does ends the map that it is at; where it is at none, all. */
  #orFail(job: MapJob | null, act: () => void): void {
    try {
      act();
    } catch (error) {
      if (job === null) this.#failAll(error);
      else this.fail(job, error);
    }
  }

  #failAll(reason: unknown): void {
    this.#loading?.reject(reason);
    for (const job of this.#jobs.all) {
      job.end({ reason });
      this.#jobs.remove(job);
    }
    for (const slot of this.slots.all) if (slot.state !== 'gone') this.#discard(slot);
  }

  #take(slot: MapSlot, message: FromMapWorker): void {
    if (message.type === 'ready') return this.#ready(slot, message);
    if (message.type === 'unusable') return this.#failAll(functionUnusable(this.#parts.source, message));
    const job = this.#jobs.of(slot);
    if (job === null || slot.isLeaving) return;
    restoreBuffers(message);
    switch (message.type) {
      case 'answers':
        slot.received += job.take(slot, message.runs);
        return;
      case 'failed': {
        slot.vainEnds = 0;
        slot.forgetSeen(message.index);
        const error = unitThrew(job.number(message.index), unpackThrown(message.thrown));
        if (!job.mayTryAgain(message.index)) return this.#failUnit(job, message.index, error);
        job.dispatch.ledger.again(slot.index, message.index);
        return this.#feedIdle();
      }
      case 'finished':
        job.learn(message);
        job.dispatch.ledger.finished(slot.index, { from: message.from, to: message.from + message.units });
        job.parts.finished?.(slot, message);
        this.#parts.observer?.look(slot);
        slot.inFlight--;
        if (isFull(message.bytes, this.#parts.recycleAfter.bytes)) slot.room = 0;
        return this.#feed(slot);
      case 'idle':
        this.#parts.observer?.look(slot);
        slot.state = 'idle';
        return this.#feed(slot);
    }
  }

  #ready(slot: MapSlot, { pid, tid }: Extract<FromMapWorker, { type: 'ready' }>): void {
    slot.pid = pid;
    slot.tid = tid;
    this.slots.loaded(slot);
    this.#ends.wasReady = true;
    this.#loading?.resolve();
    this.#observe(slot);
    if (this.#isHeld) this.#openBarrier();
    else this.#feed(slot);
  }

  #openBarrier(): void {
    if (this.slots.all.some(({ state }) => state !== 'idle')) return;
    this.#isHeld = false;
    this.#parts.beforeWork?.();
    this.#feedIdle();
  }

  #feedIdle(): void {
    for (const slot of this.slots.all) this.#feed(slot);
  }

  #feed(slot: MapSlot): void {
    if (this.#isHeld || slot.isLeaving || (slot.state !== 'idle' && slot.state !== 'batches')) return;
    const before = this.#jobs.of(slot);
    const job = this.#jobs.assign(slot);
    job?.dispatch.feed(slot, (index, error) => this.#failUnit(job, index, error));
    if (slot.inFlight === 0 && slot.state === 'batches') slot.state = 'idle';
    this.#observe(slot);
    if (slot.state === 'idle' && slot.room <= 0) this.#retire(slot);
    for (const each of new Set([before, job])) if (each !== null) this.#checkOver(each);
  }

  #observe(slot: MapSlot): void {
    this.#parts.observer?.enter(slot, slot.isBusy ? 'work' : this.#jobs.lack);
  }

  /** It has done what it may do: another takes its place when there is work for it. */
  #retire(slot: MapSlot): void {
    slot.isLeaving = true;
    slot.worker?.leave();
  }

  #failUnit(job: MapJob, index: number, error: ParallelMapError): void {
    if (job.fail(index, error)) this.fail(job, error);
  }

  #exited(slot: MapSlot, end: WorkerExit): void {
    const { state, worker, isLeaving } = slot;
    const job = this.#jobs.of(slot);
    this.slots.left(slot);
    this.#parts.observer?.enter(slot, 'gone');
    if (this.slots.isDismissed || isLeaving) {
      if (!isLeaving && hasFailed(end)) this.#parts.warn(endedUnasked(slot, end, false));
    } else if (job === null) this.#ends.atNone(slot, end, state === 'starting');
    else {
      if (state === 'claiming') job.dispatch.leftClaim(slot.index, this.#parts.group.lastClaim(slot.index));
      if (slot.expired === null) this.#ends.during(job, slot, worker?.position() ?? null, end);
      else this.#ends.overdue(job, slot, slot.expired);
    }
    this.#jobs.leave(slot);
    if (this.slots.isDismissed) return;
    this.#staff();
    // Those who had nothing left to do may have something again.
    this.#feedIdle();
    if (job !== null) this.#checkOver(job);
  }

  /** When nobody is at a map any more: whatever was lost on the way is done again, or it is over. */
  #checkOver(job: MapJob): void {
    if (job.isOver || !job.source.isComplete || job.hasWork) return;
    if (this.#jobs.placesOf(job).some(({ isBusy }) => isBusy)) return;
    const open = job.dispatch.sweep();
    if (open === 0) return this.#end(job);
    if (open === job.swept) return this.fail(job, answersLost(open));
    job.swept = open;
    this.#staff();
    this.#feedIdle();
  }

  #end(job: MapJob): void {
    this.#jobs.remove(job);
    job.end(null);
  }
}
