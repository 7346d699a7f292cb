import type { Queue, QueueEvents } from 'bullmq';
import { clearInterval, setInterval } from '../../../base/time/real.ts';
import type {
  BrokerSettings,
  ChunkState,
  HostOrder,
  SentChunk,
  SubmitterLine,
  SubmitterListener,
} from '../broker.ts';
import { readChunkId } from '../wire/chunk-id.ts';
import type { ClockReading } from './clock.ts';
import { closed } from './closing.ts';
import { BrokerConnection } from './connection.ts';
import { EventsLength } from './events-length.ts';
import { ordersKey, PREFIX, queueKey, queueName } from './keys.ts';
import { idsIn, lookAt, UNWANTED, whyGivenUp } from './look.ts';
import { endOf, giveOrder } from './orders.ts';
import { saidHosts } from './said-hosts.ts';

/** What hosts say of themselves is looked at as often as they say it. */
const HOSTS_MS = 1_000;
/** A read of events waits so long for the next one: a connection that is silent for longer is broken. */
const EVENTS_MS = 5_000;

const NOBODY: SubmitterListener = { answer() {}, stalled() {}, host() {}, line() {} };

/** The submitter’s end of a broker. */
export class BullMqSubmitterLine implements SubmitterLine {
  readonly #settings: BrokerSettings;
  readonly #connection: BrokerConnection;
  readonly #queue: Queue;
  readonly #events: QueueEvents;
  readonly #length: EventsLength;
  /** Chunks of others are in the same queue. */
  readonly #own = new Set<string>();
  readonly #saidAt = new Map<string, number>();
  readonly #timer: NodeJS.Timeout;
  #listener = NOBODY;
  #isLooking = false;

  static async open(settings: BrokerSettings): Promise<BullMqSubmitterLine> {
    const connection = await BrokerConnection.open(settings);
    const { client } = connection;
    return connection.orClose(async () => {
      const from = await endOf(client, queueKey(settings.queue, 'events'));
      return new BullMqSubmitterLine(settings, connection, from);
    });
  }

  /** @param from where the stream of events ends: nothing of what comes of our chunks is before it */
  private constructor(settings: BrokerSettings, connection: BrokerConnection, from: string) {
    this.#settings = settings;
    this.#connection = connection;
    const { Queue, QueueEvents } = connection.packages.bullmq;
    const name = queueName(settings.queue);
    const options = { connection: connection.client, prefix: PREFIX, skipVersionCheck: true };
    this.#queue = new Queue(name, { ...options, skipMetasUpdate: true });
    this.#events = new QueueEvents(name, { ...options, lastEventId: from, blockingTimeout: EVENTS_MS });
    this.#length = new EventsLength(connection.client, this.#queue.keys);
    // The connection tells what is wrong with it, and what was lost is looked for.
    this.#queue.on('error', () => {});
    this.#events.on('error', () => {});
    this.#events.on('completed', ({ jobId, returnvalue }) => {
      if (this.#own.has(jobId)) this.#listener.answer(jobId, `${returnvalue}`);
    });
    this.#events.on('failed', ({ jobId, failedReason }) => {
      // Who goes on with a run that was aborted finds it missing, and puts it again.
      if (failedReason === UNWANTED) return;
      if (this.#own.has(jobId)) this.#listener.stalled(jobId, whyGivenUp(failedReason));
    });
    this.#timer = setInterval(() => this.#lookAtHosts().catch(() => {}), HOSTS_MS);
  }

  async put(chunks: readonly SentChunk[]): Promise<void> {
    for (const { id } of chunks) this.#own.add(id);
    const jobs = chunks.map(({ id, body }) => ({ name: 'chunk', data: body, opts: { jobId: id } }));
    await this.#connection.ask(async () => {
      await this.#length.fit(this.#own.size);
      await this.#queue.addBulk(jobs);
    });
  }

  look(ids: readonly string[]): Promise<readonly ChunkState[]> {
    for (const id of ids) this.#own.add(id);
    return this.#connection.ask(() => lookAt(this.#connection.client, this.#queue, ids));
  }

  async list(run: string): Promise<readonly string[]> {
    const ids = await this.#connection.ask(() => idsIn(this.#connection.client, this.#queue.keys));
    return ids.filter((id) => readChunkId(id)?.run === run);
  }

  async drop(ids: readonly string[]): Promise<void> {
    for (const id of ids) this.#own.delete(id);
    if (ids.length === 0) return;
    await this.#connection.ask(async () => {
      // Who has one of them finds its lease gone.
      await this.#connection.client.del(ids.map((id) => this.#queue.toKey(`${id}:lock`)));
      await Promise.all(ids.map((id) => this.#queue.remove(id, { removeChildren: false })));
    });
  }

  on(listener: SubmitterListener): void {
    this.#listener = listener;
    this.#connection.onLine((isUp, why) => listener.line(isUp, why));
  }

  tell(order: HostOrder): Promise<void> {
    return this.#connection.ask(() =>
      giveOrder(this.#connection.client, ordersKey(this.#settings.queue), order),
    );
  }

  clock(): Promise<ClockReading> {
    return this.#connection.clock();
  }

  async close(): Promise<void> {
    clearInterval(this.#timer);
    this.#listener = NOBODY;
    if (!this.#connection.isUp) this.#connection.giveUp();
    await closed(this.#events.close(), this.#events.getBackend().client).catch(() => {});
    await this.#connection.ask(() => this.#length.clear()).catch(() => {});
    await this.#queue.close().catch(() => {});
    await this.#connection.close();
  }

  async #lookAtHosts(): Promise<void> {
    if (this.#isLooking || !this.#connection.isUp) return;
    this.#isLooking = true;
    try {
      for (const state of await saidHosts(this.#connection.client)) {
        if (this.#saidAt.get(state.id) === state.saidAtMs) continue;
        this.#saidAt.set(state.id, state.saidAtMs);
        this.#listener.host(state);
      }
    } finally {
      this.#isLooking = false;
    }
  }
}
