import { ConcurError } from '../../../base/errors/errors.ts';
import { messageOf } from '../../../base/errors/read-thrown.ts';
import { type Clock, sleep } from '../../../base/time/clock.ts';
import type { SentChunk } from '../broker.ts';
import { type ChunkAnswer, packAnswer } from '../wire/chunk-answer.ts';
import { readChunkId } from '../wire/chunk-id.ts';
import { type ChunkJob, unpackJob } from '../wire/chunk-job.ts';
import { WIRE_PROTOCOL } from '../wire/protocol.ts';
import type { BrokerClock } from './broker-clock.ts';
import type { ChunkCrew, WorkSum } from './chunk-crew.ts';

/** What is nearly done may be done, though nobody wants it any more: ending a worker costs more. */
const GRACE_MS = 400;

export interface ChunkWorkParts {
  /** The export that this host does, and no other. */
  readonly functionName: string | null;
  readonly key: string | null;
  readonly crew: ChunkCrew;
  readonly clock: Clock;
  readonly brokerClock: Pick<BrokerClock, 'nowMs'>;
  readonly done: WorkSum;
  /** Told that the function can’t be had here. */
  readonly unusable: (error: ConcurError) => void;
}

/** Does chunks as they come: looks at what was sent, has the crew do it, and packs what came of it. */
export class ChunkWork {
  readonly #parts: ChunkWorkParts;
  /** Chunks at work, by the run that they are of. */
  readonly #running = new Map<AbortController, string | null>();

  constructor(parts: ChunkWorkParts) {
    this.#parts = parts;
  }

  /** @returns null where nobody wants it any more */
  async answer({ id, body }: SentChunk, leaseLost: AbortSignal): Promise<string | null> {
    const { key } = this.#parts;
    const stop = new AbortController();
    this.#running.set(stop, readChunkId(id)?.run ?? null);
    const lost = () => this.#stop(stop);
    leaseLost.addEventListener('abort', lost);
    try {
      const job = this.#unpack(id, body);
      const isJob = job.type === 'chunk';
      const answer = isJob ? await this.#do(job, stop.signal) : job;
      const numbering = isJob ? job.numbering : { first: 0, step: 1 };
      return answer === null ? null : packAnswer(id, answer, { key, numbering });
    } finally {
      this.#running.delete(stop);
      leaseLost.removeEventListener('abort', lost);
    }
  }

  /** Whoever asked for this run is gone. */
  abort(run: string): void {
    for (const [stop, of] of this.#running) if (of === run) this.#stop(stop);
  }

  #unpack(id: string, body: string): ChunkJob | ChunkAnswer {
    const { key, functionName, brokerClock } = this.#parts;
    try {
      const job = unpackJob(id, body, key);
      const why = whyNotOurs(job, functionName);
      if (why !== null) return { type: 'refused', why };
      return job.expiresAtMs < brokerClock.nowMs() ? { type: 'expired' } : job;
    } catch (error) {
      if (error instanceof ConcurError) return { type: 'refused', why: error.message };
      throw error;
    }
  }

  async #do(job: ChunkJob, signal: AbortSignal): Promise<ChunkAnswer | null> {
    const { crew, done, unusable } = this.#parts;
    try {
      const answer = await crew.do(job, signal);
      done.add(answer.evidence);
      return answer;
    } catch (error) {
      if (signal.aborted) return null;
      if (!(error instanceof ConcurError)) return { type: 'refused', why: messageOf(error) };
      if (error.code !== 'USER_CODE' && error.code !== 'USAGE')
        return { type: 'refused', why: error.message };
      unusable(error);
      return { type: 'unusable', why: error.message };
    }
  }

  async #stop(stop: AbortController): Promise<void> {
    await sleep(this.#parts.clock, GRACE_MS);
    stop.abort(new Error('nobody waits for it any more'));
  }
}

function whyNotOurs({ protocol, function: name }: ChunkJob, own: string | null): string | null {
  if (protocol !== WIRE_PROTOCOL)
    return `it is of protocol ${protocol}, and this host speaks ${WIRE_PROTOCOL}`;
  return name === own
    ? null
    : `it is for ${name ?? 'the default export'}, and this host does another function`;
}
