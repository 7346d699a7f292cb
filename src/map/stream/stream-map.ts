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
export interface StreamCall extends MapCall {
  /** So many inputs are read at most ahead of the first whose outcome wasn’t taken; null for the default. */
  readonly ahead: number | null;
  readonly ordered: boolean;
  /** What each unit is called, to its function and in its outcome. */
  readonly numbering: Numbering;
  /** Units that there will be, for progress; null where nobody knows. */
  readonly total: number | null;
}

/** So many batches a worker are read ahead, of those that last as long as a batch is meant to, */
const BATCHES_AHEAD = 4;
/** but so many units for each worker at least, and so many in all at most. */
const UNITS_AHEAD = { least: 16, most: 65_536 };

/**
 * Does a unit for each input, and gives their outcomes as they are taken: no more inputs are read than `ahead` says.
 * Ending the iteration ends the workers.
 * @throws the first failure, where the call says so; the signal's reason; what the inputs throw; ConcurError where workers
 *   come to nothing
 */
export async function* streamMap(
  request: PoolRequest,
  inputs: Iterable<unknown> | AsyncIterable<unknown>,
  call: StreamCall,
  context: MapContext,
): AsyncGenerator<StreamedOutcome<unknown, ParallelMapError>, void, void> {
  const pool = new MapPool(request, context);
  try {
    yield* streamOn(pool, request, inputs, call);
  } finally {
    await pool.close();
  }
}

/** The same on a pool’s workers, which stay. */
export async function* streamOn(
  pool: MapPool,
  request: PoolRequest,
  inputs: Iterable<unknown> | AsyncIterable<unknown>,
  call: StreamCall,
): AsyncGenerator<StreamedOutcome<unknown, ParallelMapError>, void, void> {
  call.signal?.throwIfAborted();
  const hired = await pool.hired();
  const stream = new MapStream(request, hired, call);
  const done = pool.accompany(stream.job, hired.crew, call, stream.window, call.total);
  // Whoever takes the outcomes hears of it.
  done.catch(() => {}).finally(() => stream.changed.raise());
  void stream.read(inputs);
  try {
    for (;;) {
      const settled = stream.window.next();
      if (settled === null) {
        if (stream.job.isOver) break;
        await stream.changed.raised();
      } else if (settled.error !== null && call.onError === 'raise') break;
      else {
        stream.taken();
        yield outcomeOf(settled, stream.job);
      }
    }
    await done;
  } finally {
    stream.stop();
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

function outcomeOf(settled: Settled, job: MapJob): StreamedOutcome<unknown, ParallelMapError> {
  const index = job.number(settled.index);
  return settled.error === null
    ? { index, status: 'fulfilled', value: settled.value }
    : { index, status: 'rejected', reason: settled.error as ParallelMapError };
}
