import type { Job, Worker } from 'bullmq';
import { Gate } from '../../../base/gate.ts';
import { closed } from './closing.ts';
import type { BrokerConnection } from './connection.ts';
import { isLineDown, isRefusedAnswer } from './failures.ts';
import type { HeldChunks } from './held-chunks.ts';
import { PREFIX, queueName } from './keys.ts';
import { UNWANTED } from './look.ts';

export interface TakingSettings {
  readonly queue: string;
  readonly leaseMs: number;
  readonly atOnce: number;
}

/** Leases are looked at so often in one: who lost a host has its chunks again within the lease and two looks. */
const CHECKS_PER_LEASE = 5;
/** A chunk whose hosts ended, or lost their leases, more often than that is given up. */
const MOST_STALLS = 1;
/** Answers that nobody fetches for so long (a week) are removed: their submitter won’t come back. */
const KEPT_SECONDS = 7 * 86_400;
/** A pause after what went wrong, in ms. */
const RETRY_MS = 500;

/** Takes chunks from a queue, and hands in their answers, until it is closed. */
export class Taking {
  /** Chunks that it has taken, and those that it has at the moment. */
  taken = 0;
  inHand = 0;
  readonly #connection: BrokerConnection;
  readonly #held: HeldChunks;
  readonly #worker: Worker;
  readonly #atOnce: number;
  /** What it has is a chunk that may end its host. */
  #hasSuspect = false;
  /** Opened where all that it has is to be given back. */
  readonly #givingBack = new Gate();
  #isStopped = false;
  #closed: Promise<void> | null = null;

  constructor(connection: BrokerConnection, held: HeldChunks, { queue, leaseMs, atOnce }: TakingSettings) {
    this.#connection = connection;
    this.#held = held;
    this.#atOnce = atOnce;
    const { UnrecoverableError, WaitingError, Worker } = connection.packages.bullmq;
    const answer = async (job: Job, token?: string): Promise<string> => {
      // BullMQ may have been about to take one more when it was closed.
      const isToTake = !this.#isStopped && this.#makesRoomFor(job);
      const done = isToTake && (await Promise.race([this.#do(job), this.#givingBack.opened]));
      if (typeof done === 'string') return done;
      if (done === null) {
        // Only what failed can be removed in the same step in which its lease ends.
        job.opts = { ...job.opts, removeOnFail: true };
        throw new UnrecoverableError(UNWANTED);
      }
      await job.moveToWait(token).catch(() => {});
      throw new WaitingError();
    };
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

  /**
   * A chunk whose host ended, or lost its lease, is done with nothing beside it: whatever a host has when it ends is blamed, and
   * blamed twice it is given up. @returns whether it can be begun now
   */
  #makesRoomFor({ stalledCounter }: Job): boolean {
    const isSuspect = stalledCounter > 0;
    this.#worker.concurrency = isSuspect ? 1 : this.#atOnce;
    if (this.inHand > 0 && (isSuspect || this.#hasSuspect)) return false;
    this.#hasSuspect = isSuspect;
    return true;
  }

  async #do({ id = '', data }: Job): Promise<string | null> {
    this.taken++;
    this.inHand++;
    try {
      return await this.#held.answer({ id, body: `${data}` });
    } finally {
      this.inHand--;
    }
  }

  /** A refused answer is no fault, and the connection tells by itself that it is down: what is left is what the broker refuses us. */
  #failed(error: Error): void {
    if (isRefusedAnswer(error) || isLineDown(error)) return;
    this.#connection.refused(error);
  }
}
