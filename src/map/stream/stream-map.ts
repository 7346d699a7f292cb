import type { StreamedOutcome } from '../../model/parallel-map.ts';
import type { Numbering } from '../dispatch/numbering.ts';
import type { ParallelMapError } from '../error.ts';
import type { Hired } from '../hire.ts';
import type { MapJob } from '../job/job.ts';
import type { MapContext } from '../map-context.ts';
import { jobOf, type MapCall, MapPool } from '../pool.ts';
import type { PoolRequest } from '../pool-request.ts';
import { pullInputs } from './pull-inputs.ts';
import { Signal } from './signal.ts';
import { type Settled, StreamWindow } from './window.ts';

/** What a stream of a pool asks for. */
export interface StreamCall extends Pick<MapCall, 'onError' | 'signal'> {
  /** So many inputs are read at most ahead of the first whose outcome wasn’t taken; null for the default. */
  readonly ahead: number | null;
  readonly ordered: boolean;
  /** What each unit is called, to its function and in its outcome. */
  readonly numbering: Numbering;
  /** Units that there will be, for progress; null where nobody knows. */
  readonly total: number | null;
}

/** What a stream with workers of its own asks for. */
export type MapStreamCall = StreamCall & Pick<MapCall, 'onProgress'>;

/** So many batches a worker are read ahead, of those that last as long as a batch is meant to, */
const BATCHES_AHEAD = 4;
/** but so many units for each worker at least, and so many in all at most. */
const UNITS_AHEAD = { least: 16, most: 65_536 };

/** Where a stream is done: told when it is over. */
export interface StreamPlace {
  readonly pool: MapPool;
  readonly request: PoolRequest;
  readonly onProgress: MapCall['onProgress'];
  /** @param failure what it ends with, where it fails @returns what is thrown in its place */
  ended(failure: unknown): Promise<unknown>;
}

/** What is given of an outcome. */
type Present<Given> = (settled: Settled, index: number) => Given;

/**
 * Does a unit for each input, and gives their outcomes as they are taken: no more inputs are read than `ahead` says.
 * Ending the iteration ends the workers.
 * @throws the first failure, where the call says so; the signal's reason; what the inputs throw; ConcurError where workers
 *   come to nothing
 */
export function streamMap(
  request: PoolRequest,
  inputs: Iterable<unknown> | AsyncIterable<unknown>,
  call: MapStreamCall,
  context: MapContext,
): AsyncGenerator<StreamedOutcome<unknown, ParallelMapError>, void, void> {
  const open = async () => {
    const pool = new MapPool(request, context);
    const ended = (failure: unknown) => pool.close().then(() => failure);
    return { pool, request, onProgress: call.onProgress, ended };
  };
  return streamOn(open, inputs, call, outcomeOf);
}

/** The same where its workers may stay. Nothing is opened before the first outcome is asked for. */
export async function* streamOn<Given>(
  open: () => Promise<StreamPlace>,
  inputs: Iterable<unknown> | AsyncIterable<unknown>,
  call: StreamCall,
  present: Present<Given>,
): AsyncGenerator<Given, void, void> {
  call.signal?.throwIfAborted();
  const place = await open();
  let stream: MapStream | null = null;
  let isEnded = false;
  try {
    const hired = await place.pool.hired();
    stream = new MapStream(place.request, hired, call);
    const { job, window, changed } = stream;
    const done = place.pool.accompany(
      job,
      hired.crew,
      { signal: call.signal, onProgress: place.onProgress },
      window,
      call.total,
    );
    // Whoever takes the outcomes hears of it.
    done.catch(() => {}).finally(() => changed.raise());
    void stream.read(inputs);
    for (;;) {
      const settled = window.next();
      if (settled === null) {
        if (job.isOver) break;
        await changed.raised();
      } else if (settled.error !== null && call.onError === 'raise') break;
      else {
        stream.taken();
        yield present(settled, job.number(settled.index));
      }
    }
    await done;
  } catch (error) {
    stream?.stop();
    isEnded = true;
    throw await place.ended(error);
  } finally {
    stream?.stop();
    if (!isEnded) await place.ended(null);
  }
}

/** One stream: its window, its job, and what reads its inputs. */
class MapStream {
  readonly window: StreamWindow;
  readonly job: MapJob;
  /** Outcomes came, or it is over. */
  readonly changed = new Signal();
  readonly #room = new Signal();
  readonly #hired: Hired;
  readonly #ahead: number | null;
  readonly #chunk: number | null;
  /** Units of which workers know. */
  #known = 0;
  #isStopped = false;

  constructor(request: PoolRequest, hired: Hired, { ordered, onError, numbering, ahead }: StreamCall) {
    this.window = new StreamWindow(ordered);
    this.#hired = hired;
    this.#ahead = ahead;
    this.#chunk = request.chunk;
    const setup = { units: this.window, outcomes: this.window, numbering, onError };
    const settled = () => this.changed.raise();
    const size = { mostWorkers: null, chunk: request.chunk };
    this.job = jobOf(request, hired, { ...setup, ...size, claims: null, settled });
    this.job.isComplete = false;
    this.job.idleReason = 'inputs';
  }

  /** Reads inputs until there are no more, or nobody wants any. Never rejects: what they throw ends the job. */
  async read(inputs: Iterable<unknown> | AsyncIterable<unknown>): Promise<void> {
    try {
      await pullInputs(inputs, {
        room: () => this.#roomForMore(),
        push: (input) => {
          this.window.push(input);
          if (this.window.end - this.#known >= this.job.dispatch.size.fitting) this.#wake('inputs');
        },
        pause: () => this.#wake('inputs'),
      });
      this.job.isComplete = true;
      this.#wake('over');
    } catch (error) {
      this.#hired.crew.fail(this.job, error);
    }
  }

  /** An outcome was taken. */
  taken(): void {
    if (this.window.length < this.#most()) this.#room.raise();
  }

  stop(): void {
    this.#isStopped = true;
    this.#room.raise();
    this.#hired.crew.fail(this.job, null);
  }

  #roomForMore(): boolean | Promise<boolean> {
    if (this.#isStopped || this.job.isOver) return false;
    return this.window.length < this.#most() || this.#waitForRoom();
  }

  async #waitForRoom(): Promise<boolean> {
    this.#wake('results');
    while (this.window.length >= this.#most()) {
      if (this.#isStopped || this.job.isOver) return false;
      await this.#room.raised();
    }
    return !this.#isStopped;
  }

  #most(): number {
    if (this.#ahead !== null) return this.#ahead;
    const { workers } = this.#hired;
    const batch = this.#chunk ?? this.job.dispatch.size.fitting;
    const fitting = BATCHES_AHEAD * batch * workers;
    return Math.max(UNITS_AHEAD.least * workers, Math.min(fitting, UNITS_AHEAD.most));
  }

  /** Workers get what was read. @param reason why one that gets nothing has nothing to do */
  #wake(reason: MapJob['idleReason']): void {
    this.#known = this.window.end;
    this.job.dispatch.ledger.extendTo(this.#known);
    this.job.idleReason = reason;
    this.#hired.crew.wake(this.job);
  }
}

/** As of Promise.allSettled, with its index. */
export function outcomeOf(settled: Settled, index: number): StreamedOutcome<unknown, ParallelMapError> {
  return settled.error === null
    ? { index, status: 'fulfilled', value: settled.value }
    : { index, status: 'rejected', reason: settled.error as ParallelMapError };
}
