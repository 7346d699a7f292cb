import type { Job, Worker } from 'bullmq';
import { Gate } from '../../../base/gate.ts';
import { MonotonicClock } from '../../../base/time/clock.ts';
import { within } from '../submit/waiting.ts';
import { closed } from './closing.ts';
import type { BrokerConnection } from './connection.ts';
import { isLineDown, isRefusedAnswer } from './failures.ts';
import type { HeldChunks } from './held-chunks.ts';
import type { InHand } from './in-hand.ts';
import { PREFIX, queueName } from './keys.ts';
import { UNWANTED } from './look.ts';

export interface TakingSettings {
  readonly queue: string;
  readonly leaseMs: number;
  readonly atOnce: number;
  /** Of this process, by all its queues. */
  readonly inHand: InHand;
}

/** Leases are looked at so often in one: who lost a host has its chunks again within the lease and two looks. */
const CHECKS_PER_LEASE = 5;
/** A chunk that can’t be begun yet, which is given back meanwhile, is tried again so soon, well before a lease would end. */
const TURN_MS = 2_000;
const TURNS_PER_LEASE = 4;
/** A chunk whose hosts ended, or lost their leases, more often than that is given up. */
const MOST_STALLS = 1;
/** Answers that nobody fetches for so long (a week) are removed: their submitter won’t come back. */
const KEPT_SECONDS = 7 * 86_400;
/** A pause after what went wrong, in ms. */
const RETRY_MS = 500;

const BEGUN = 'begun';

/** Takes chunks from a queue, and hands in their answers, until it is closed. */
export class Taking {
  /** Chunks that it has begun, and those that it has or waits to begin. */
  taken = 0;
  inHand = 0;
  readonly #connection: BrokerConnection;
  readonly #held: HeldChunks;
  readonly #worker: Worker;
  readonly #atOnce: number;
  readonly #process: InHand;
  readonly #turnMs: number;
  readonly #clock = new MonotonicClock();
  /** Opened where all that it has is to be given back. */
  readonly #givingBack = new Gate();
  #isStopped = false;
  #closed: Promise<void> | null = null;

  constructor(connection: BrokerConnection, held: HeldChunks, settings: TakingSettings) {
    const { queue, leaseMs, atOnce, inHand } = settings;
    this.#connection = connection;
    this.#held = held;
    this.#atOnce = atOnce;
    this.#process = inHand;
    this.#turnMs = Math.min(TURN_MS, leaseMs / TURNS_PER_LEASE);
    const { Worker } = connection.packages.bullmq;
    const answer = (job: Job, token?: string) => this.#answer(job, token);
    this.#worker = new Worker(queueName(queue), answer, {
      connection: connection.client,
      prefix: PREFIX,
      concurrency: atOnce,
      lockDuration: leaseMs,
      lockRenewTime: leaseMs / 2,
      stalledInterval: leaseMs / CHECKS_PER_LEASE,
      maxStalledCount: MOST_STALLS,
      removeOnComplete: { age: KEPT_SECONDS },
      removeOnFail: { age: KEPT_SECONDS },
      runRetryDelay: RETRY_MS,
      skipVersionCheck: true,
    });
    this.#worker.on('completed', ({ id }) => {
      this.#held.taken(id ?? '');
      connection.works();
    });
    this.#worker.on('active', () => connection.works());
    this.#worker.on('lockRenewalFailed', (ids) => ids.forEach((id) => void this.#held.lost(id)));
    this.#worker.on('error', (error) => this.#failed(error));
  }

  /** Takes no more; resolves when what it has is handed in (or, `now`, given back). */
  async close(now: boolean): Promise<void> {
    this.#isStopped = true;
    if (now) this.#giveBack();
    this.#closed ??= closed(this.#worker.close(), this.#worker.getBackend().blockingClient);
    await this.#closed;
  }

  /** Leaves all as it is: it hangs, and has nothing in hand. */
  abandon(): void {
    this.#worker.close(true).catch(() => {});
  }

  #giveBack(): void {
    this.#givingBack.open();
    this.#held.abortAll();
  }

  async #answer(job: Job, token?: string): Promise<string> {
    const { UnrecoverableError, WaitingError } = this.#connection.packages.bullmq;
    this.inHand++;
    try {
      // BullMQ may have been about to take one more when it was closed.
      const turn = this.#isStopped ? null : this.#begin(job);
      const done = turn === BEGUN && (await Promise.race([this.#do(job), this.#givingBack.opened]));
      if (typeof done === 'string') return done;
      if (done === null) {
        // Only what failed can be removed in the same step in which its lease ends.
        job.opts = { ...job.opts, removeOnFail: true };
        throw new UnrecoverableError(UNWANTED);
      }
      await job.moveToWait(token).catch(() => {});
      await turn;
      throw new WaitingError();
    } finally {
      this.inHand--;
    }
  }

  /**
   * Begins a chunk, where it may be done beside what else the process has: a suspect, whose host ended or lost its lease, has
   * nothing beside it. @returns when it is its turn, where it isn’t yet
   */
  #begin({ stalledCounter }: Job): typeof BEGUN | Promise<void> {
    const isSuspect = stalledCounter > 0;
    const isBegun = this.#process.begin(isSuspect, 2 * this.#turnMs);
    // Who waits for a turn takes nothing else: the same chunk, given back, would come again.
    this.#worker.concurrency = isBegun && !isSuspect ? this.#atOnce : 1;
    if (isBegun) return BEGUN;
    const turn = Promise.race([this.#process.less, this.#givingBack.opened]);
    return within(this.#clock, this.#turnMs, turn);
  }

  async #do({ id = '', data }: Job): Promise<string | null> {
    this.taken++;
    try {
      return await this.#held.answer({ id, body: `${data}` });
    } finally {
      this.#process.end();
    }
  }

  /** A refused answer is no fault, and the connection tells by itself that it is down: what is left is what the broker refuses us. */
  #failed(error: Error): void {
    if (isRefusedAnswer(error) || isLineDown(error)) return;
    this.#connection.refused(error);
  }
}
