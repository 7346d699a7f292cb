import type { ChunkState, SentChunk, SubmitterLine } from '../broker.ts';
import type { Chunk } from './chunk.ts';

/** So many chunks are asked for at a time: each may come with its answer. */
const LOOKED_AT = 64;
/** The broker is there, and does nothing that is asked: after so many rounds of that it won’t. */
const MOST_REFUSED_ROUNDS = 3;

interface Drop {
  /** What is to be done once it is forgotten; null where nothing is. */
  readonly then: (() => void) | null;
  isOnItsWay: boolean;
}

export interface TrafficListener {
  readonly nowMs: () => number;
  /** Chunks are forgotten that others wait for. */
  dropped(): void;
  /** The broker can be reached, and refuses. */
  refused(error: unknown): void;
}

/** What is said to the broker, again where it didn’t hear: nothing is done twice, and nothing is forgotten over an outage. */
export class Traffic {
  readonly #line: SubmitterLine;
  readonly #listener: TrafficListener;
  readonly #drops = new Map<string, Drop>();
  readonly #asked = new Set<Promise<void>>();
  #refusal: { readonly error: unknown } | null = null;
  #refusedRounds = 0;

  constructor(line: SubmitterLine, listener: TrafficListener) {
    this.#line = line;
    this.#listener = listener;
  }

  /** Units that are in no chunk, because one has to be forgotten first. */
  get isBusy(): boolean {
    return [...this.#drops.values()].some(({ then }) => then !== null);
  }

  /** What the broker hasn’t forgotten yet. */
  get dropping(): readonly string[] {
    return [...this.#drops.keys()];
  }

  put(chunks: readonly { readonly chunk: Chunk; readonly body: string }[]): void {
    if (chunks.length === 0) return;
    const sentMs = this.#listener.nowMs();
    for (const { chunk } of chunks) Object.assign(chunk, { place: 'sending', sentMs });
    // Where it refused, it is found to be missing.
    const settle = () => {
      for (const { chunk } of chunks) if (chunk.place === 'sending') chunk.place = 'sent';
    };
    const sent = chunks.map(({ chunk, body }): SentChunk => ({ id: chunk.id, body }));
    this.#ask(this.#line.put(sent), settle, settle);
  }

  /** @returns what the broker knows of them, as far as it can be asked */
  async look(ids: readonly string[]): Promise<readonly ChunkState[]> {
    const states: ChunkState[] = [];
    for (let i = 0; i < ids.length; i += LOOKED_AT) {
      try {
        states.push(...(await this.#line.look(ids.slice(i, i + LOOKED_AT))));
        this.#refusal = null;
      } catch (error) {
        this.#refusal = { error };
        break;
      }
    }
    return states;
  }

  /** Forgets a chunk with the next ones, or, where something is to be done then, at once. */
  drop(id: string, then: (() => void) | null): void {
    this.#drops.set(id, { then, isOnItsWay: false });
    if (then !== null) this.flush();
  }

  /** Says what hasn’t been said yet. */
  flush(): void {
    const due = [...this.#drops].filter(([, { isOnItsWay }]) => !isOnItsWay);
    if (due.length === 0) return;
    for (const [, drop] of due) drop.isOnItsWay = true;
    const forgotten = () => {
      for (const [id, { then }] of due) {
        this.#drops.delete(id);
        then?.();
      }
      if (due.some(([, { then }]) => then !== null)) this.#listener.dropped();
    };
    const failed = () => {
      for (const [, drop] of due) drop.isOnItsWay = false;
    };
    this.#ask(this.#line.drop(due.map(([id]) => id)), forgotten, failed);
  }

  /** To be called every now and then, while the broker can be reached. */
  checkRefusals(): void {
    this.#refusedRounds = this.#refusal === null ? 0 : this.#refusedRounds + 1;
    if (this.#refusedRounds >= MOST_REFUSED_ROUNDS) this.#listener.refused(this.#refusal?.error);
  }

  /** Resolves when the broker has answered to all that it was told so far. */
  async quiet(): Promise<void> {
    await Promise.all(this.#asked);
  }

  #ask(asked: Promise<void>, done: () => void, failed: () => void): void {
    const answered = asked.then(
      () => {
        this.#refusal = null;
        done();
      },
      (error) => {
        this.#refusal = { error };
        failed();
      },
    );
    this.#asked.add(answered);
    void answered.then(() => this.#asked.delete(answered));
  }
}
