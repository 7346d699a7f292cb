import { ConcurError } from '../../../base/errors/errors.ts';
import { messageOf } from '../../../base/errors/read-thrown.ts';
import { type Clock, sleep } from '../../../base/time/clock.ts';
import { FROM_ZERO } from '../../dispatch/numbering.ts';
import type { SentChunk } from '../broker.ts';
import { type ChunkAnswer, packAnswer } from '../wire/chunk-answer.ts';
import { type ChunkJob, unpackJob } from '../wire/chunk-job.ts';
import { WIRE_PROTOCOL } from '../wire/protocol.ts';
import type { BrokerClock } from './broker-clock.ts';
import type { ChunkCrew, WorkSum } from './chunk-crew.ts';

/** What is nearly done may be done, though nobody wants it any more: ending a worker costs more. */
const GRACE_MS = 400;
/** So many of those who are gone are remembered: what they have left is dropped unseen. */
const MOST_ABORTED = 1_000;

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
  /** What stops the chunks at work, with whose they are. */
  readonly #running = new Map<AbortController, string>();
  /** Whoever asked for these is gone. */
  readonly #aborted = new Set<string>();

  constructor(parts: ChunkWorkParts) {
    this.#parts = parts;
  }

  /** @returns null where nobody wants it any more */
  async answer({ id, body }: SentChunk, leaseLost: AbortSignal): Promise<string | null> {
    const { key } = this.#parts;
    const job = this.#unpack(id, body);
    if (job.type !== 'chunk') return packAnswer(id, job, { key, numbering: FROM_ZERO });
    if (this.#aborted.has(job.run)) return null;
    const stop = new AbortController();
    const lost = () => void this.#stop(stop);
    leaseLost.addEventListener('abort', lost);
    this.#running.set(stop, job.run);
    try {
      const answer = await this.#do(job, stop.signal);
      return answer === null ? null : packAnswer(id, answer, { key, numbering: job.numbering });
    } finally {
      this.#running.delete(stop);
      leaseLost.removeEventListener('abort', lost);
    }
  }

  /** Whoever asked for this run is gone. */
  abort(run: string): void {
    this.#aborted.add(run);
    const [oldest = run] = this.#aborted;
    if (this.#aborted.size > MOST_ABORTED) this.#aborted.delete(oldest);
    for (const [stop, of] of this.#running) if (of === run) void this.#stop(stop);
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
