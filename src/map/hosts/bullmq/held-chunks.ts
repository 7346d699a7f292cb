import type { ChunkWork, SentChunk } from '../broker.ts';

interface Held {
  readonly body: string;
  readonly abort: AbortController;
  readonly answer: Promise<string | null>;
}

/**
 * What a host is at, and answers that the broker hasn’t taken yet. Where an outage was longer than a lease, a chunk comes again:
 * if to us, then it has its answer at once.
 */
export class HeldChunks {
  readonly #work: ChunkWork;
  readonly #most: number;
  readonly #held = new Map<string, Held>();

  /** @param most so many are kept */
  constructor(work: ChunkWork, most: number) {
    this.#work = work;
    this.#most = most;
  }

  answer(chunk: SentChunk): Promise<string | null> {
    const known = this.#held.get(chunk.id);
    if (known?.body === chunk.body && !known.abort.signal.aborted) return known.answer;
    const abort = new AbortController();
    const answer = this.#work(chunk, abort.signal);
    const held = { body: chunk.body, abort, answer };
    this.#held.set(chunk.id, held);
    answer.catch(() => {
      if (this.#held.get(chunk.id) === held) this.#held.delete(chunk.id);
    });
    this.#forgetOldest();
    return answer;
  }

  /** The broker has taken its answer. */
  taken(id: string): void {
    this.#held.delete(id);
  }

  /** Its lease is lost. An answer that is there already is kept: it might come again. */
  lost(id: string): void {
    this.#held.get(id)?.abort.abort();
  }

  /** How many are being done, or wait to be taken. */
  get size(): number {
    return this.#held.size;
  }

  abortAll(): void {
    for (const { abort } of this.#held.values()) abort.abort();
  }

  #forgetOldest(): void {
    const [oldest] = this.#held.keys();
    if (this.#held.size > this.#most && oldest !== undefined) this.#held.delete(oldest);
  }
}
