import type { Clock } from '../../base/time/clock.ts';
import type { ChunkState, SentChunk } from './broker.ts';

/** A chunk whose hosts ended so often, or lost their leases, is given up. */
const MOST_STALLS = 1;

export interface Lease {
  readonly token: symbol;
  untilMs: number;
}

export interface Leased {
  readonly job: SentChunk;
  readonly lease: Lease;
  /** A host ended that had it, or lost its lease. */
  readonly isSuspect: boolean;
}

interface Job extends SentChunk {
  state: 'waiting' | 'active' | 'answered' | 'stalled';
  answer: string;
  lease: Lease | null;
  stalls: number;
}

export interface QueueListener {
  /** A chunk waits. */
  waiting(): void;
  answered(id: string, body: string): void;
  stalled(id: string, why: string): void;
}

/** The chunks of one queue, as a broker keeps them: each waits, is leased to a host, and has one answer or is given up. */
export class FakeQueue {
  readonly leaseMs: number;
  readonly #clock: Clock;
  readonly #listener: QueueListener;
  readonly #jobs = new Map<string, Job>();
  /** While nobody can renew a lease, none ends. */
  isPaused = false;

  constructor(clock: Clock, leaseMs: number, listener: QueueListener) {
    this.#clock = clock;
    this.leaseMs = leaseMs;
    this.#listener = listener;
  }

  get ids(): string[] {
    return [...this.#jobs.keys()];
  }

  /** Chunks that have no answer. */
  get open(): number {
    return [...this.#jobs.values()].filter(({ state }) => state === 'waiting' || state === 'active').length;
  }

  add(chunks: readonly SentChunk[]): void {
    for (const { id, body } of chunks) {
      if (this.#jobs.has(id)) continue;
      this.#jobs.set(id, { id, body, state: 'waiting', answer: '', lease: null, stalls: 0 });
    }
    this.#listener.waiting();
  }

  look(ids: readonly string[]): ChunkState[] {
    return ids.map((id): ChunkState => {
      const job = this.#jobs.get(id);
      if (job === undefined) return { id, state: 'missing' };
      if (job.state === 'answered') return { id, state: 'answered', body: job.answer };
      if (job.state === 'stalled') return { id, state: 'stalled', why: WHY_STALLED };
      return { id, state: job.state };
    });
  }

  drop(ids: readonly string[]): void {
    for (const id of ids) this.#jobs.delete(id);
  }

  /** Leases the next chunk that waits: those first whose hosts ended. @param takes whether such a one is taken, or another */
  lease(takes: (isSuspect: boolean) => boolean): Leased | null {
    const waiting = [...this.#jobs.values()].filter(({ state }) => state === 'waiting');
    const job = waiting.find(({ stalls }) => stalls > 0) ?? waiting[0];
    if (job === undefined || this.isPaused || !takes(job.stalls > 0)) return null;
    const lease = { token: Symbol(job.id), untilMs: this.#nowMs + this.leaseMs };
    Object.assign(job, { state: 'active', lease });
    this.#watch(job, lease);
    return { job: { id: job.id, body: job.body }, lease, isSuspect: job.stalls > 0 };
  }

  /** @returns false where the lease is lost */
  renew(id: string, lease: Lease): boolean {
    if (this.#jobs.get(id)?.lease !== lease) return false;
    lease.untilMs = this.#nowMs + this.leaseMs;
    return true;
  }

  /** @returns false where the lease is lost: the answer isn’t taken */
  handIn(id: string, lease: Lease, answer: string): boolean {
    const job = this.#jobs.get(id);
    if (job === undefined || job.lease !== lease) return false;
    Object.assign(job, { state: 'answered', answer, lease: null });
    this.#listener.answered(id, answer);
    return true;
  }

  giveBack(id: string, lease: Lease): void {
    const job = this.#jobs.get(id);
    if (job === undefined || job.lease !== lease) return;
    Object.assign(job, { state: 'waiting', lease: null });
    this.#listener.waiting();
  }

  #watch(job: Job, lease: Lease): void {
    this.#clock.after(Math.max(1, lease.untilMs - this.#nowMs), () => {
      if (job.lease !== lease || this.#jobs.get(job.id) !== job) return;
      if (this.isPaused) lease.untilMs = this.#nowMs + this.leaseMs;
      if (lease.untilMs > this.#nowMs) return this.#watch(job, lease);
      const isOver = ++job.stalls > MOST_STALLS;
      Object.assign(job, { state: isOver ? 'stalled' : 'waiting', lease: null });
      if (isOver) this.#listener.stalled(job.id, WHY_STALLED);
      else this.#listener.waiting();
    });
  }

  get #nowMs(): number {
    return this.#clock.nowNs() / 1e6;
  }
}

const WHY_STALLED = 'stalled more than allowable limit';
