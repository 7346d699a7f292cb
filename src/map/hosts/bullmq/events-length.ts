import type { Redis } from 'ioredis';

/** Events that are kept for each chunk that is on its way, and at least. BullMQ keeps 10,000, each with its answer. */
const PER_CHUNK = 8;
const LEAST = 64;
/** BullMQ’s name for it, in the queue’s `meta`. */
const FIELD = 'opts.maxLenEvents';

/** How many events a queue keeps: as many as its largest submitter may want to read, since each answer is in one. */
export class EventsLength {
  readonly #client: Redis;
  readonly #keys: Readonly<Record<string, string>>;
  #length = 0;

  constructor(client: Redis, keys: Readonly<Record<string, string>>) {
    this.#client = client;
    this.#keys = keys;
  }

  /** @param chunks how many are on their way */
  async fit(chunks: number): Promise<void> {
    const wanted = Math.max(LEAST, chunks * PER_CHUNK);
    if (wanted <= this.#length) return;
    const kept = Number(await this.#client.hget(this.#key('meta'), FIELD));
    if (wanted > kept) await this.#client.hset(this.#key('meta'), FIELD, wanted);
    this.#length = Math.max(wanted, kept);
  }

  /** Where nobody has anything in the queue any more, its last answers needn’t lie there. */
  async clear(): Promise<void> {
    const client = this.#client;
    const left = await Promise.all([
      client.llen(this.#key('wait')),
      client.llen(this.#key('active')),
      client.zcard(this.#key('completed')),
      client.zcard(this.#key('failed')),
    ]);
    if (left.every((count) => count === 0)) await client.xtrim(this.#key('events'), 'MAXLEN', 0);
  }

  #key(type: string): string {
    return this.#keys[type] ?? type;
  }
}
