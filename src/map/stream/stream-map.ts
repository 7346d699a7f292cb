import type { StreamedOutcome } from '../../model/parallel-map.ts';
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

/** Takes outcomes that are there, as many as it gives at a time; null where there is none. */
type Take<Given> = (next: () => Settled | null) => Given | null;

/** Each by itself. */
export function takeOne<Given>(present: (settled: Settled) => Given): Take<Given> {
  return (next) => {
    const settled = next();
    return settled === null ? null : present(settled);
  };
}

/** So many are given at a time: others have a turn of the event loop in between. */
const MOST_TAKEN = 1_024;

/** By itself each costs several times as much. */
export const takeMany: Take<readonly Settled[]> = (next) => {
  const taken: Settled[] = [];
  for (let settled = next(); settled !== null; settled = taken.length < MOST_TAKEN ? next() : null)
    taken.push(settled);
  return taken.length === 0 ? null : taken;
};

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
  take: Take<Given>,
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
    while (!stream.isStopped) {
      const given = take(() => stream.next());
      if (given !== null) yield given;
      else if (stream.isOver) break;
      else await stream.changed.raised();
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
  /** A failure was met that ends it. */
  isStopped = false;
  readonly #call: StreamCall;
  readonly #room = new Signal();
  readonly #stopped = new AbortController();
  readonly #reader: InputReader;
  /** What its inputs threw, whatever that is. */
  #thrown: { readonly error: unknown } | null = null;

  constructor(place: StreamPlace, inputs: Iterable<unknown> | AsyncIterable<unknown>, call: StreamCall) {
    this.#call = call;
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

  /** Takes an outcome out; null where none is there, or a failure that ends it. */
  next(): Settled | null {
    const settled = this.window.next();
    if (settled === null) return null;
    if (settled.error !== null && this.#call.onError === 'raise') {
      this.isStopped = true;
      return null;
    }
    this.#makeRoom();
    return settled;
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
export function outcomeOf(settled: Settled): StreamedOutcome<unknown, ParallelMapError> {
  const { index } = settled;
  return settled.error === null
    ? { index, status: 'fulfilled', value: settled.value }
    : { index, status: 'rejected', reason: settled.error as ParallelMapError };
}
