import type { Clock } from '../../base/time/clock.ts';
import type { HostState } from '../../model/hosts.ts';
import type { ChunkWork, HostLine, HostOrder } from './broker.ts';
import type { FakeQueue, Lease } from './fake-queue.ts';

interface Held {
  readonly id: string;
  readonly lease: Lease;
  readonly isSuspect: boolean;
  readonly lost: AbortController;
  /** What is to be handed in, once the broker can be reached. */
  answer: string | null;
}

/** A host’s end of a fake broker: it can be cut off, and end without a word. */
export class FakeHostLine implements HostLine {
  readonly #clock: Clock;
  readonly #queue: FakeQueue;
  readonly #broker: { isUp(): boolean; said(state: HostState): void };
  readonly #gone: () => void;
  readonly #held = new Set<Held>();
  /** What it calls itself; null while it has said nothing. */
  saidId: string | null = null;
  #listener: Parameters<HostLine['on']>[0] | null = null;
  #atOnce = 0;
  #work: ChunkWork | null = null;
  #isCut = false;
  #isEnded = false;
  #isClosing = false;
  #isPaused = false;
  #closed: () => void = () => {};

  constructor(
    clock: Clock,
    queue: FakeQueue,
    broker: { isUp(): boolean; said(state: HostState): void },
    gone: () => void,
  ) {
    this.#clock = clock;
    this.#queue = queue;
    this.#broker = broker;
    this.#gone = gone;
  }

  take(atOnce: number, work: ChunkWork): void {
    this.#atOnce = atOnce;
    this.#work = work;
    this.takeMore();
  }

  pause(): void {
    this.#isPaused = true;
  }

  resume(): void {
    this.#isPaused = false;
    this.takeMore();
  }

  async say(state: HostState): Promise<void> {
    if (!this.#reachesBroker) return;
    this.saidId = state.id;
    this.#broker.said(state);
  }

  on(listener: Parameters<HostLine['on']>[0]): void {
    this.#listener = listener;
  }

  async clock(): Promise<{ readonly offsetMs: number; readonly errorMs: number }> {
    return { offsetMs: 0, errorMs: 0 };
  }

  close(now: boolean): Promise<void> {
    this.#isClosing = true;
    if (now) {
      for (const held of this.#held) this.#queue.giveBack(held.id, held.lease);
      this.end();
    }
    return new Promise((resolve) => {
      this.#closed = resolve;
      this.#checkClosed();
    });
  }

  /** It ends without a word, as by SIGKILL. */
  end(): void {
    this.#isEnded = true;
    this.#held.clear();
    this.#gone();
  }

  /** Nothing gets through to the broker any more, or (false) it does again. */
  cut(isCut: boolean): void {
    this.#isCut = isCut;
    this.lineIs(this.#reachesBroker);
  }

  hear(order: HostOrder): void {
    if (this.#reachesBroker) this.#listener?.order(order);
  }

  lineIs(isUp: boolean): void {
    this.#listener?.line(isUp, isUp ? null : 'connect ECONNREFUSED');
    if (!this.#reachesBroker) return;
    for (const held of [...this.#held]) this.#renew(held);
    for (const held of [...this.#held]) this.#handIn(held);
    this.takeMore();
  }

  takeMore(): void {
    while (this.#work !== null && this.#takesMore && this.#held.size < this.#atOnce) {
      const leased = this.#queue.lease((isSuspect) => this.#hasRoomFor(isSuspect));
      if (leased === null) return;
      const { job, lease, isSuspect } = leased;
      const held: Held = {
        ...{ id: job.id, lease, isSuspect },
        lost: new AbortController(),
        answer: null,
      };
      this.#held.add(held);
      this.#keepLease(held);
      void this.#work(job, held.lost.signal).then((answer) => {
        if (answer === null) return this.#dropped(held);
        held.answer = answer;
        this.#handIn(held);
      });
    }
  }

  #keepLease(held: Held): void {
    this.#clock.after(this.#queue.leaseMs / 2, () => {
      if (!this.#held.has(held)) return;
      if (this.#reachesBroker) this.#renew(held);
      this.#keepLease(held);
    });
  }

  #renew(held: Held): void {
    if (this.#queue.renew(held.id, held.lease)) return;
    held.lost.abort();
    this.#release(held);
  }

  #handIn(held: Held): void {
    if (held.answer === null || !this.#reachesBroker || !this.#held.has(held)) return;
    this.#queue.handIn(held.id, held.lease, held.answer);
    this.#release(held);
  }

  #dropped(held: Held): void {
    if (this.#reachesBroker && this.#held.has(held)) this.#queue.drop([held.id]);
    this.#release(held);
  }

  #release(held: Held): void {
    this.#held.delete(held);
    this.takeMore();
    this.#checkClosed();
  }

  #checkClosed(): void {
    if (!this.#isClosing || this.#held.size > 0) return;
    this.#gone();
    this.#closed();
  }

  /** A suspect has nothing beside it. */
  #hasRoomFor(isSuspect: boolean): boolean {
    return this.#held.size === 0 || !(isSuspect || [...this.#held].some((held) => held.isSuspect));
  }

  get #takesMore(): boolean {
    return this.#reachesBroker && !this.#isClosing && !this.#isPaused;
  }

  get #reachesBroker(): boolean {
    return !this.#isEnded && !this.#isCut && this.#broker.isUp();
  }
}
