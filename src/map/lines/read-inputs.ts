import { isUtf8 } from 'node:buffer';
import { ConcurError } from '../../base/errors/errors.ts';
import { messageOf } from '../../base/errors/read-thrown.ts';
import { RawJson } from '../../base/raw-json.ts';
import type { Numbering } from '../dispatch/numbering.ts';
import { type Line, LineSplitter } from './line-splitter.ts';

/**
 * Stands for an input that can’t be had. No way to a worker takes it, so its unit fails without being done: a function can’t be
 * cloned, and as JSON it throws.
 */
class NoInput {
  readonly toJSON: () => never;

  constructor(reason: Error) {
    this.toJSON = () => {
      throw reason;
    };
  }
}

/** Inputs of a run, read as they are asked for: one JSON value a line. */
export class LineInputs {
  readonly #name: string;
  readonly #numbering: Numbering;
  readonly #isRaw: boolean;
  readonly #chunks: AsyncIterator<Buffer>;
  readonly #splitter = new LineSplitter();
  readonly #unreadable = new Map<number, Error>();
  /** Lines of what was read last. */
  #lines: Iterator<Line> = [].values();
  #isEnded = false;
  #index = 0;

  /**
   * @param name the file’s, for errors
   * @param numbering which lines are inputs: they are numbered from 0, blank ones aside
   * @param isRaw whether they are given as they are written, for whoever holds numbers that ours would round
   */
  constructor(name: string, chunks: AsyncIterable<Buffer>, numbering: Numbering, isRaw = false) {
    this.#isRaw = isRaw;
    this.#name = name;
    this.#numbering = numbering;
    this.#chunks = chunks[Symbol.asyncIterator]();
  }

  /** Waits only where the file has to be read: what is at hand is given at once, so that a batch is sent with all of it. */
  [Symbol.asyncIterator](): AsyncIterator<unknown, void> {
    const next = () => this.#atHand() ?? this.#afterReading();
    const end = async () => {
      await this.#chunks.return?.();
      return { done: true, value: undefined };
    };
    return { next, return: end } as AsyncIterator<unknown, void>;
  }

  /** Why a unit had no input, told once; null where it had one. */
  takeReason(index: number): Error | null {
    const reason = this.#unreadable.get(index) ?? null;
    this.#unreadable.delete(index);
    return reason;
  }

  #atHand(): IteratorYieldResult<unknown> | null {
    const { first, step } = this.#numbering;
    for (let line = this.#lines.next(); line.done !== true; line = this.#lines.next()) {
      const index = this.#index++;
      if (index >= first && (index - first) % step === 0) {
        return { done: false, value: this.#valueOf(line.value, index) };
      }
    }
    return null;
  }

  async #afterReading(): Promise<IteratorResult<unknown, void>> {
    while (!this.#isEnded) {
      const { done, value } = await this.#chunks.next();
      this.#isEnded = done === true;
      this.#lines = done === true ? this.#splitter.end() : this.#splitter.push(value);
      const found = this.#atHand();
      if (found !== null) return found;
    }
    return { done: true, value: undefined };
  }

  #valueOf({ number, bytes }: Line, index: number): unknown {
    try {
      if (!isUtf8(bytes)) throw new SyntaxError('it is not text in UTF-8');
      const text = bytes.toString();
      const value: unknown = JSON.parse(text);
      return this.#isRaw ? new RawJson(text) : value;
    } catch (error) {
      const why = `${this.#name}, line ${number} is not JSON: ${messageOf(error)}`;
      // Nobody wants to see our own stack.
      const reason = new SyntaxError(why, { cause: new ConcurError('USAGE', why) });
      this.#unreadable.set(index, reason);
      return new NoInput(reason);
    }
  }
}
