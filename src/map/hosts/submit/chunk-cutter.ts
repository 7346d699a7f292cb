import { BatchSize } from '../../dispatch/batch-size.ts';
import { numberOf } from '../../dispatch/numbering.ts';
import type { Range } from '../../dispatch/range.ts';
import type { UnitSource } from '../../dispatch/unit-source.ts';
import { inputNotCloneable, type ParallelMapError } from '../../error.ts';
import type { SentChunk } from '../broker.ts';
import { type ChunkName, chunkId, inputsDigest } from '../wire/chunk-id.ts';
import { packJob } from '../wire/chunk-job.ts';
import { MOST_CHARACTERS, WIRE_PROTOCOL } from '../wire/protocol.ts';
import { CharacterBudget } from './character-budget.ts';
import { inputTooLarge } from './errors.ts';
import type { HostsRequest } from './hosts-request.ts';
import type { UnitQueue } from './unit-queue.ts';

/** A chunk is meant to last about so long: its way through the broker then costs one percent. */
const TARGET_MS = 200;
/** Nobody does a chunk that waited so long: whoever waits for it asks again. */
export const EXPIRY_MS = 600_000;

export interface CutterSetup {
  /** The run’s name in chunks’ ids. */
  readonly run: string;
  /** What hosts know us by. */
  readonly submitter: string;
  readonly key: string | null;
  /** Now, in ms of the broker’s clock. */
  readonly brokerMs: () => number;
  readonly most?: number;
}

/** Cuts units into chunks, and packs them: as many in one as time and room suggest. */
export class ChunkCutter {
  readonly #request: HostsRequest;
  readonly #source: UnitSource;
  readonly #setup: CutterSetup;
  readonly #most: number;
  readonly #size: BatchSize;
  readonly #inputs: CharacterBudget;
  readonly #outcomes: CharacterBudget;

  constructor(request: HostsRequest, source: UnitSource, setup: CutterSetup) {
    this.#request = request;
    this.#source = source;
    this.#setup = setup;
    this.#most = setup.most ?? MOST_CHARACTERS;
    // How many workers there are changes: whoever asks for a chunk says it.
    this.#size = new BatchSize(request.chunk, 1, 1, TARGET_MS);
    this.#inputs = new CharacterBudget(this.#most);
    this.#outcomes = new CharacterBudget(this.#most);
  }

  /** Units that last as long as a chunk is meant to, as far as that is known. */
  get fitting(): number {
    return this.#size.fitting;
  }

  /** Takes in how long a chunk took a worker, */
  learnTime(units: number, tookMs: number): void {
    this.#size.learn(units, tookMs);
  }

  /** and how long its answer was. */
  learnAnswer(units: number, characters: number): void {
    this.#outcomes.learn(units, characters);
  }

  /**
   * Takes units from the queue, as many as a chunk should have. What is too large, or holds what can’t be sent, is halved until
   * the unit that can’t be sent stands alone.
   * @param failed is told of that unit
   * @returns null where the queue has none
   */
  cut(
    queue: UnitQueue,
    workers: number,
    failed: (position: number, error: ParallelMapError) => void,
  ): (Range & SentChunk) | null {
    const most = Math.min(
      this.#size.next(Math.ceil(queue.waiting / Math.max(1, workers))),
      this.#inputs.units,
      this.#outcomes.units,
    );
    for (let units = most; ; ) {
      const range = queue.take(units);
      if (range === null) return null;
      const packed = this.#tryPack(range);
      if ('body' in packed) return { ...range, ...packed };
      const count = range.to - range.from;
      units = Math.ceil(count / 2);
      if (count > 1) queue.putBack([range]);
      else failed(range.from, packed.error);
    }
  }

  /** Whether a chunk that an earlier submitter has left is of our units. */
  isOurs(name: ChunkName): boolean {
    const range = { from: name.from, to: name.from + name.count };
    try {
      return (
        range.to <= this.#source.known &&
        this.idOf(range) === chunkId({ ...name, from: this.#numberOf(range.from) })
      );
    } catch {
      return false;
    }
  }

  /** @throws DataCloneError where an input can’t be sent */
  pack(id: string, { from, to }: Range): string {
    const { source, timeoutMs, retries, onError } = this.#request;
    const { submitter, key, brokerMs } = this.#setup;
    const { step } = this.#request.numbering;
    const numbering = { first: this.#numberOf(from), step };
    const units = { count: to - from, numbering, inputs: this.#source.slice(from, to) };
    const limits = { timeoutMs, retries, onError, expiresAtMs: brokerMs() + EXPIRY_MS };
    const what = { type: 'chunk', protocol: WIRE_PROTOCOL, run: submitter, function: source.name } as const;
    return packJob(id, { ...what, ...units, ...limits }, key);
  }

  /** By their numbers: a later submitter of the same run may begin with another unit. */
  idOf({ from, to }: Range): string {
    const digest = inputsDigest(this.#source.slice(from, to), this.#request.numbering.step);
    return chunkId({ run: this.#setup.run, from: this.#numberOf(from), count: to - from, digest });
  }

  #numberOf(position: number): number {
    return numberOf(this.#request.numbering, position);
  }

  #tryPack(range: Range): SentChunk | { readonly error: ParallelMapError } {
    const index = this.#numberOf(range.from);
    try {
      const id = this.idOf(range);
      const body = this.pack(id, range);
      this.#inputs.learn(range.to - range.from, body.length);
      return body.length > this.#most
        ? { error: inputTooLarge(index, body.length, this.#most) }
        : { id, body };
    } catch (error) {
      return { error: inputNotCloneable(index, error) };
    }
  }
}
