import type { Range } from './range.ts';
import * as TAG from './tag.ts';

/**
 * V8 makes a hash table of an array that is longer from the start, and a shared counter of 32 bits has room to spare:
 * https://github.com/v8/v8/blob/main/src/objects/js-array.h (kInitialMaxFastElementArray).
 */
export const MOST_UNITS = 2 ** 25;
/** An answer that nobody has written: a NaN that no computing gives, whose sign and digits are all ones. */
const UNWRITTEN = { byte: 0xff, word: 0xffff_ffff } as const;

/** What threads share that claim their units by themselves. */
export interface ClaimBuffers {
  readonly total: number;
  /** Units in a claim; null where the worker finds that out by itself. */
  readonly chunk: number | null;
  readonly workers: number;
  /** One Int32: the first unit that nobody has claimed. */
  readonly next: SharedArrayBuffer;
  /** A Uint8 each: see tag.ts. */
  readonly tags: SharedArrayBuffer;
  /** A Float64 each: the answers that are numbers. */
  readonly numbers: SharedArrayBuffer;
  /** A Float64 each: the inputs; null where the index is the input. */
  readonly inputs: SharedArrayBuffer | null;
}

/** The parent's side. @throws RangeError where there isn't that much memory */
export class ClaimMemory {
  readonly buffers: ClaimBuffers;
  readonly #next: Int32Array;
  readonly #tags: Uint8Array;
  /** The answers, as two words each: all NaNs are alike as numbers. */
  readonly #words: Uint32Array;

  constructor(inputs: number | ArrayLike<number>, workers: number, chunk: number | null) {
    const total = typeof inputs === 'number' ? inputs : inputs.length;
    this.buffers = {
      total,
      // All of them together overshoot by less than the whole.
      chunk: chunk === null ? null : Math.min(chunk, Math.ceil(total / workers)),
      workers,
      next: new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT),
      tags: memoryOf(total, TAG.number),
      numbers: memoryOf(total * Float64Array.BYTES_PER_ELEMENT, UNWRITTEN.byte),
      inputs: typeof inputs === 'number' ? null : shared(inputs),
    };
    this.#next = new Int32Array(this.buffers.next);
    this.#tags = new Uint8Array(this.buffers.tags);
    this.#words = new Uint32Array(this.buffers.numbers);
  }

  /** Units that nobody has claimed yet. */
  get unclaimed(): number {
    return Math.max(0, this.buffers.total - Atomics.load(this.#next, 0));
  }

  /** Opens what isn’t answered of units that were claimed by a worker that has ended. */
  reopen({ from, to }: Range): void {
    for (let index = from; index < to; index++)
      if (this.#tags[index] === TAG.number && this.#isUnwritten(index)) this.#tags[index] = TAG.open;
  }

  /** The same of all units, once nobody claims any more. */
  reopenAll(): void {
    this.reopen({ from: 0, to: this.buffers.total });
  }

  /** From now on nobody gets any. */
  stop(): void {
    Atomics.store(this.#next, 0, this.buffers.total);
  }

  #isUnwritten(index: number): boolean {
    return this.#words[2 * index] === UNWRITTEN.word && this.#words[2 * index + 1] === UNWRITTEN.word;
  }
}

/** The kernel finds room for a page when it is first written to: better while the workers boot than while they work. */
function memoryOf(bytes: number, value: number): SharedArrayBuffer {
  const memory = new SharedArrayBuffer(bytes);
  new Uint8Array(memory).fill(value);
  return memory;
}

function shared(inputs: ArrayLike<number>): SharedArrayBuffer {
  const memory = new SharedArrayBuffer(inputs.length * Float64Array.BYTES_PER_ELEMENT);
  new Float64Array(memory).set(inputs);
  return memory;
}
