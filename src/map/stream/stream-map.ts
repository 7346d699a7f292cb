import type { StreamedOutcome } from '../../model/parallel-map.ts';
import { numberOf } from '../dispatch/numbering.ts';
import type { ParallelMapError } from '../error.ts';
import type { WorkCall, Workforce } from '../workforce.ts';
import { InputReader } from './input-reader.ts';
import { Signal } from './signal.ts';
import { type Settled, StreamWindow } from './window.ts';

/** What a stream asks for. */
export interface StreamCall extends Omit<WorkCall, 'onProgress'> {
  /** So many inputs are read at most ahead of the first whose outcome wasn’t taken; null for as many as workers want. */
  readonly ahead: number | null;
  readonly ordered: boolean;
}

/** Where a stream is done: told when it is over. */
export interface StreamPlace {
  readonly workforce: Workforce;
  readonly onProgress: WorkCall['onProgress'];
  /** @param failure what it ends with; null where it doesn’t fail @returns what is thrown in its place */
  ended(failure: unknown): Promise<unknown>;
}

/** What is given of an outcome. */
type Present<Given> = (settled: Settled, index: number) => Given;

/**
 * Does a unit for each input, and gives their outcomes as they are taken: no more inputs are read than `ahead` says. Nothing is
 * opened before the first is asked for. Ending the iteration ends what is at work.
 * @throws the first failure, where the call says so; the signal's reason; what the inputs throw; ConcurError where workers
 *   come to nothing
 */
export async function* streamMap<Given>(
  open: () => Promise<StreamPlace>,
  inputs: Iterable<unknown> | AsyncIterable<unknown>,
  call: StreamCall,
  present: Present<Given>,
): AsyncGenerator<Given, void, void> {
  call.signal?.throwIfAborted();
  const place = await open();
  const stream = new MapStream(place, inputs, call);
  let isEnded = false;
  const end = async (failure: unknown) => {
    isEnded = true;
    await stream.end();
    return place.ended(failure);
  };
  try {
    for (;;) {
      const settled = stream.window.next();
      if (settled === null) {
        if (stream.isOver) break;
        await stream.changed.raised();
      } else if (settled.error !== null && call.onError === 'raise') break;
      else {
        stream.taken();
        yield present(settled, numberOf(call.numbering, settled.index));
      }
    }
    await stream.done;
  } catch (error) {
    throw await end(error);
  } finally {
    if (!isEnded) await end(null);
  }
}

/** One stream: its window, who does its units, and what reads its inputs. */
class MapStream {
  readonly window: StreamWindow;
  /** Outcomes came, or it is over. */
  readonly changed = new Signal();
  readonly done: Promise<void>;
  isOver = false;
  readonly #room = new Signal();
  readonly #stopped = new AbortController();
  readonly #reader: InputReader;
  /** What its inputs threw, whatever that is. */
  #thrown: { readonly error: unknown } | null = null;

  constructor(place: StreamPlace, inputs: Iterable<unknown> | AsyncIterable<unknown>, call: StreamCall) {
    this.#reader = new InputReader(inputs);
    this.window = new StreamWindow(call.ordered, call.ahead, () => {
      this.changed.raise();
      this.#makeRoom();
    });
    const { signal: stopped } = this.#stopped;
    const signal = call.signal === null ? stopped : AbortSignal.any([call.signal, stopped]);
    const { onProgress } = place;
    const work = place.workforce.work(this.window, this.window, { ...call, signal, onProgress });
    this.done = work.catch((error) => {
      // No signal has undefined for its reason.
      throw this.#thrown !== null && error === stopped.reason ? this.#thrown.error : error;
    });
    this.done
      .catch(() => {})
      .finally(() => {
        this.isOver = true;
        this.changed.raise();
        this.#room.raise();
      });
    void this.#read();
  }

  /** An outcome was taken. */
  taken(): void {
    this.#makeRoom();
  }

  /** Nobody wants any more of it. Resolves when nothing of it is left: who does it is at it no more, its inputs are closed. */
  async end(): Promise<void> {
    this.#stop(null);
    await this.done.catch(() => {});
    await this.#reader.close();
  }

  /** @param reason what it ends with, where it isn’t over */
  #stop(reason: unknown): void {
    this.#stopped.abort(reason);
    this.#room.raise();
  }

  /** Reads inputs until there are no more, or nobody wants any. Never rejects: what they throw ends the stream. */
  async #read(): Promise<void> {
    const { window } = this;
    try {
      const isWhole = await this.#reader.read({
        room: () => this.#roomForMore(),
        push: (input) => {
          window.push(input);
          if (window.isWorthTelling) window.tell('inputs');
        },
        pause: () => window.tell('inputs'),
      });
      if (isWhole) window.tell('over');
    } catch (error) {
      this.#thrown = { error };
      this.#stop(error);
    }
  }

  #makeRoom(): void {
    if (this.window.isWorthReading) this.#room.raise();
  }

  #roomForMore(): boolean | Promise<boolean> {
    return (!this.window.isFull && !this.#isUnwanted) || this.#waitForRoom();
  }

  async #waitForRoom(): Promise<boolean> {
    this.window.tell('results');
    while (this.window.isFull && !this.#isUnwanted) await this.#room.raised();
    return !this.#isUnwanted;
  }

  get #isUnwanted(): boolean {
    return this.isOver || this.#stopped.signal.aborted;
  }
}

/** As of Promise.allSettled, with its index. */
export function outcomeOf(settled: Settled, index: number): StreamedOutcome<unknown, ParallelMapError> {
  return settled.error === null
    ? { index, status: 'fulfilled', value: settled.value }
    : { index, status: 'rejected', reason: settled.error as ParallelMapError };
}
