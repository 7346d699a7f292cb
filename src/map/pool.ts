import { clearInterval, setInterval } from '../base/time/real.ts';
import { ENGINES } from '../model/engines/engines.ts';
import type { MapReport, ParallelMapProgress } from '../model/parallel-map.ts';
import type { Crew } from './crew/crew.ts';
import { watchOverdue } from './crew/overdue.ts';
import type { MapSlot } from './crew/slot.ts';
import { Answers } from './dispatch/answers.ts';
import { BatchSize } from './dispatch/batch-size.ts';
import { ClaimMemory } from './dispatch/claim-memory.ts';
import { MapDispatch } from './dispatch/dispatch.ts';
import { FROM_ZERO, type Numbering } from './dispatch/numbering.ts';
import type { Outcomes } from './dispatch/outcomes.ts';
import { type UnitSource, unitsOf } from './dispatch/unit-source.ts';
import { poolClosed } from './error.ts';
import { type Hired, hire } from './hire.ts';
import type { MapInputs } from './inputs.ts';
import { type JobParts, MapJob } from './job/job.ts';
import type { MapContext } from './map-context.ts';
import type { PoolRequest } from './pool-request.ts';
import type { MapCall, WorkCall, Workforce } from './workforce.ts';

/** A batch is meant to last about this long. */
const TARGET_MS = 10;
/**
 * Of a stream a batch has so many units at most: its messages cost next to nothing then, either, and what is read ahead doesn’t
 * live so long that V8 moves it to where memory is given back late.
 */
const LARGEST_OF_STREAM = 1_024;
/** So many units for each worker are worth being known ahead, before anything is known of them. */
const LEAST_AHEAD = 16;
/** Progress is told this often at most. */
const PROGRESS_MS = 100;

/** A map whose units are one batch, for one worker: it tells what that worker’s clocks did. */
export interface ChunkCall extends Pick<MapCall, 'signal'>, Pick<PoolRequest, 'timeoutMs' | 'retries'> {
  readonly numbering: Numbering;
  readonly finished: NonNullable<JobParts['finished']>;
}

/** How a map is followed to its end. */
type Accompanied = Pick<WorkCall, 'signal' | 'onProgress' | 'total'> & Pick<PoolRequest, 'timeoutMs'>;

/** What is to be known of a map, whatever its inputs come from. */
interface JobSetup extends Pick<JobParts, 'source' | 'outcomes' | 'numbering' | 'onError' | 'finished'> {
  readonly claims: ClaimMemory | null;
  /** Workers that it can make use of. */
  readonly mostWorkers: number;
  /** Units in a batch; null where that follows from how long they last. */
  readonly chunk: number | null;
  /** So many at most, where that follows; undefined for as many as ever make sense. */
  readonly largest?: number | undefined;
}

/** Workers that stay between maps. They are started when there is work for them first. */
export class MapPool implements Workforce {
  readonly #request: PoolRequest;
  readonly #context: MapContext;
  readonly #mostUnits: number | null;
  #hired: Promise<Hired> | null = null;
  #isClosed = false;
  /** Units without a result, of maps that are over. */
  #failed = 0;

  /** @param mostUnits there will never be more of them; null where that isn’t known */
  constructor(request: PoolRequest, context: MapContext, mostUnits: number | null = null) {
    this.#request = request;
    this.#context = context;
    this.#mostUnits = mostUnits;
  }

  async run(inputs: MapInputs, call: MapCall): Promise<Answers> {
    call.signal?.throwIfAborted();
    if (inputs.total === 0) return new Answers(0, null);
    const hired = await this.hired();
    call.signal?.throwIfAborted();
    const { workers } = hired;
    const claims = this.#claimMemoryFor(inputs, workers);
    const answers = new Answers(inputs.total, claims?.buffers ?? null);
    const whole = { ...call, numbering: FROM_ZERO, total: inputs.total };
    await this.#work(hired, unitsOf(inputs), answers, whole, { claims });
    return answers;
  }

  async work(source: UnitSource, outcomes: Outcomes, call: WorkCall): Promise<void> {
    const hired = await this.hired();
    call.signal?.throwIfAborted();
    await this.#work(hired, source, outcomes, call, { claims: null, largest: LARGEST_OF_STREAM });
  }

  async #work(
    hired: Hired,
    source: UnitSource,
    outcomes: Outcomes,
    { numbering, onError, ...call }: WorkCall,
    batches: Pick<JobSetup, 'claims' | 'largest'>,
  ): Promise<void> {
    const mostWorkers = Math.min(call.total ?? hired.workers, hired.workers);
    const setup = { source, outcomes, numbering, onError, mostWorkers, ...batches };
    const job = jobOf(this.#request, hired, { ...setup, chunk: this.#request.chunk });
    source.want(LEAST_AHEAD * mostWorkers);
    source.onMore(() => hired.crew.wake(job));
    const { timeoutMs } = this.#request;
    await this.#accompany(job, hired.crew, { ...call, timeoutMs }, outcomes);
  }

  /** Does units as one batch, on one worker. @returns with how many units were begun again */
  async runChunk(
    inputs: MapInputs,
    { signal, numbering, finished, timeoutMs, retries }: ChunkCall,
  ): Promise<{ readonly answers: Answers; readonly begunAgain: number }> {
    signal?.throwIfAborted();
    const hired = await this.hired();
    signal?.throwIfAborted();
    const answers = new Answers(inputs.total, null);
    const setup = { outcomes: answers, numbering, source: unitsOf(inputs), claims: null, finished };
    const whole = { onError: 'collect', mostWorkers: 1, chunk: inputs.total } as const;
    const job = jobOf({ ...this.#request, timeoutMs, retries }, hired, { ...setup, ...whole });
    const told = { signal, onProgress: null, total: inputs.total, timeoutMs };
    await this.#accompany(job, hired.crew, told, answers);
    return { answers, begunAgain: job.begunAgain };
  }

  /** Its workers’ crew. @throws ConcurError where there can be none */
  hired(): Promise<Hired> {
    if (this.#isClosed) return Promise.reject(poolClosed());
    this.#hired ??= hire(this.#request, this.#context, this.#mostUnits).catch((error) => {
      // The machine may have room for them at the next call.
      this.#hired = null;
      throw error;
    });
    return this.#hired;
  }

  /** Has its first worker ready. @throws ConcurError where there can be none, or its module can’t be loaded */
  async load(): Promise<void> {
    const { crew } = await this.hired();
    await crew.load();
  }

  /** Lets a map run to its end, told of as it goes on. */
  async #accompany(
    job: MapJob,
    crew: Crew,
    { signal, onProgress, total, timeoutMs }: Accompanied,
    outcomes: Pick<Outcomes, 'failed'>,
  ): Promise<void> {
    const report = () => onProgress?.(progressOf(job, crew, outcomes, total));
    const timers = [
      ...(onProgress === null ? [] : [setInterval(() => attempt(job, crew, report), PROGRESS_MS)]),
      ...(timeoutMs === null ? [] : [watchOverdue(crew, job, timeoutMs)]),
    ];
    const abort = () => crew.fail(job, signal?.reason);
    signal?.addEventListener('abort', abort);
    try {
      crew.add(job);
      await job.over();
    } finally {
      for (const timer of timers) clearInterval(timer);
      signal?.removeEventListener('abort', abort);
      this.#failed += outcomes.failed;
      report();
    }
  }

  async report(): Promise<MapReport | null> {
    const hired = await this.#hired?.catch(() => null);
    return hired?.insights?.report(this.#failed, (slot) => hired.crew.slots.doneIn(slot)) ?? null;
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    const hired = await this.#hired?.catch(() => null);
    await hired?.crew.dismiss(poolClosed());
  }

  #claimMemoryFor(inputs: MapInputs, workers: number): ClaimMemory | null {
    const { engine, chunk, concurrency, recycleAfter } = this.#request;
    const isRecycled = recycleAfter.units !== null || recycleAfter.bytes !== null;
    if (ENGINES[engine].home !== 'own-threads' || concurrency > 1 || isRecycled) return null;
    // Threads claim their units by themselves where those are numbers.
    if (inputs.type === 'values') return null;
    return new ClaimMemory(inputs.type === 'count' ? inputs.total : inputs.values, workers, chunk);
  }
}

/** What a map of such a pool is. */
function jobOf(
  { timeoutMs, retries, concurrency }: PoolRequest,
  { workers, group }: Hired,
  { claims, chunk, largest, ...setup }: JobSetup,
): MapJob {
  const size = new BatchSize(chunk, workers, concurrency, TARGET_MS, largest);
  const { source, outcomes, numbering } = setup;
  const careful = { isCareful: timeoutMs !== null, seesPositions: group.seesPositions };
  const dispatch = new MapDispatch({ source, outcomes, numbering, size, claims, ...careful });
  return new MapJob({ ...setup, dispatch, retries });
}

/** Whatever a caller’s function throws ends the map, and is thrown at the caller. */
function attempt(job: MapJob, crew: Crew, act: () => void): void {
  try {
    act();
  } catch (error) {
    crew.fail(job, error);
  }
}

function progressOf(
  job: MapJob,
  crew: Crew,
  { failed }: Pick<Outcomes, 'failed'>,
  total: number | null,
): ParallelMapProgress {
  const workers = crew.slots.all.map((slot: MapSlot) => {
    const { name, pid, tid } = slot;
    return { name, pid, tid, done: crew.doneIn(job, slot) };
  });
  return { done: workers.reduce((sum, { done }) => sum + done, 0), failed, total, workers };
}
