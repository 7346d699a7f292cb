import { ConcurError } from '../base/errors/errors.ts';
import { clearInterval, setInterval } from '../base/time/real.ts';
import { ENGINES } from '../model/engines/engines.ts';
import type { MapReport, ParallelMapProgress } from '../model/parallel-map.ts';
import type { Crew } from './crew/crew.ts';
import type { MapSlot } from './crew/slot.ts';
import { Answers } from './dispatch/answers.ts';
import { BatchSize } from './dispatch/batch-size.ts';
import { ClaimMemory } from './dispatch/claim-memory.ts';
import { MapDispatch, type Units } from './dispatch/dispatch.ts';
import { FROM_ZERO, type Numbering } from './dispatch/numbering.ts';
import type { Outcomes } from './dispatch/outcomes.ts';
import { type Hired, hire, watchOverdue } from './hire.ts';
import type { MapInputs } from './inputs.ts';
import { type JobParts, MapJob } from './job/job.ts';
import type { MapContext } from './map-context.ts';
import type { PoolRequest } from './pool-request.ts';

/** A batch is meant to last about this long. */
const TARGET_MS = 10;
/** Progress is told this often at most. */
const PROGRESS_MS = 100;

/** What one map of a pool asks for. */
export interface MapCall {
  readonly onError: 'raise' | 'collect';
  readonly signal: AbortSignal | null;
  readonly onProgress: ((progress: ParallelMapProgress) => void) | null;
}

/** A map whose units are one batch, for one worker: it tells what that worker’s clocks did. */
export interface ChunkCall extends Pick<MapCall, 'signal'>, Pick<PoolRequest, 'timeoutMs' | 'retries'> {
  readonly numbering: Numbering;
  readonly finished: NonNullable<JobParts['finished']>;
}

/** What is to be known of a map, whatever its inputs come from. */
export interface JobSetup
  extends Pick<JobParts, 'outcomes' | 'numbering' | 'onError' | 'settled' | 'finished'> {
  readonly units: Units;
  readonly claims: ClaimMemory | null;
  /** Workers that it can make use of; null for all. */
  readonly mostWorkers: number | null;
  /** Units in a batch; null where that follows from how long they last. */
  readonly chunk: number | null;
}

/** Workers that stay between maps. They are started when there is work for them first. */
export class MapPool {
  readonly #request: PoolRequest;
  readonly #context: MapContext;
  readonly #mostUnits: number | null;
  #hired: Promise<Hired> | null = null;
  #isClosed = false;

  /** @param mostUnits there will never be more of them; null where that isn’t known */
  constructor(request: PoolRequest, context: MapContext, mostUnits: number | null = null) {
    this.#request = request;
    this.#context = context;
    this.#mostUnits = mostUnits;
  }

  /**
   * Does every unit.
   * @throws the first failure, where the call says so; the signal’s reason; ConcurError where workers come to nothing
   */
  async run(inputs: MapInputs, call: MapCall): Promise<Answers> {
    call.signal?.throwIfAborted();
    if (inputs.total === 0) return new Answers(0, null);
    const hired = await this.hired();
    call.signal?.throwIfAborted();
    const { workers } = hired;
    const claims = this.#claimMemoryFor(inputs, workers);
    const answers = new Answers(inputs.total, claims?.buffers ?? null);
    const { onError } = call;
    const mostWorkers = Math.min(inputs.total, workers);
    const setup = { outcomes: answers, numbering: FROM_ZERO, onError, units: unitsOf(inputs), claims };
    const job = jobOf(this.#request, hired, { ...setup, mostWorkers, chunk: this.#request.chunk });
    await this.accompany(job, hired.crew, call, answers, inputs.total);
    return answers;
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
    const setup = { outcomes: answers, numbering, units: unitsOf(inputs), claims: null, finished };
    const whole = { onError: 'collect', mostWorkers: 1, chunk: inputs.total } as const;
    const job = jobOf({ ...this.#request, timeoutMs, retries }, hired, { ...setup, ...whole });
    const overdue = timeoutMs === null ? null : watchOverdue(hired.crew, timeoutMs, job);
    try {
      await this.accompany(job, hired.crew, { signal, onProgress: null }, answers, inputs.total);
    } finally {
      if (overdue !== null) clearInterval(overdue);
    }
    return { answers, begunAgain: job.begunAgain };
  }

  /** Its workers’ crew. @throws ConcurError where there can be none */
  hired(): Promise<Hired> {
    if (this.#isClosed) return Promise.reject(closed());
    this.#hired ??= hire(this.#request, this.#context, this.#mostUnits);
    return this.#hired;
  }

  /** Lets a map run to its end, told of as it goes on. */
  async accompany(
    job: MapJob,
    crew: Crew,
    { signal, onProgress }: Pick<MapCall, 'signal' | 'onProgress'>,
    outcomes: Pick<Outcomes, 'failed'>,
    total: number | null,
  ): Promise<void> {
    const report = () => onProgress?.(progressOf(job, crew, outcomes, total));
    const timer = onProgress === null ? null : setInterval(() => attempt(job, crew, report), PROGRESS_MS);
    const abort = () => crew.fail(job, signal?.reason);
    signal?.addEventListener('abort', abort);
    try {
      crew.add(job);
      await job.over();
    } finally {
      if (timer !== null) clearInterval(timer);
      signal?.removeEventListener('abort', abort);
      report();
    }
  }

  /** Where the workers’ time went so far; null where nobody asked, or none was ever started. */
  async report(failed: number): Promise<MapReport | null> {
    const hired = await this.#hired?.catch(() => null);
    return hired?.insights?.report(failed, (slot) => hired.crew.slots.doneIn(slot)) ?? null;
  }

  /** Lets the workers go; maps that aren’t over fail. Resolves when none is left. */
  async close(): Promise<void> {
    this.#isClosed = true;
    const hired = await this.#hired?.catch(() => null);
    await hired?.dismiss(closed());
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
export function jobOf(
  { timeoutMs, retries, concurrency }: PoolRequest,
  { workers, group }: Hired,
  { units, outcomes, claims, chunk, mostWorkers, ...rest }: JobSetup,
): MapJob {
  const size = new BatchSize(chunk, workers, concurrency, TARGET_MS);
  const isCareful = timeoutMs !== null;
  const { seesPositions } = group;
  const { numbering } = rest;
  const dispatch = new MapDispatch({ units, outcomes, size, claims, numbering, isCareful, seesPositions });
  return new MapJob({ ...rest, dispatch, outcomes, retries, mostWorkers: mostWorkers ?? workers });
}

function unitsOf(inputs: MapInputs): Units {
  const slice = (from: number, to: number) =>
    inputs.type === 'count' ? null : inputs.values.slice(from, to);
  return { end: inputs.total, inputs: slice };
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

function closed(): ConcurError {
  return new ConcurError('USAGE', 'the pool is closed', { hint: 'Make another with createPool.' });
}
