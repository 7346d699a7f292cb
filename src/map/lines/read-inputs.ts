import { ConcurError } from '../../base/errors/errors.ts';
import { messageOf } from '../../base/errors/read-thrown.ts';
import { RawJson } from '../../base/raw-json.ts';
import type { Numbering } from '../dispatch/numbering.ts';
import { type Line, LineSplitter } from './line-splitter.ts';
import { roundedIntegers } from './rounded-integers.ts';

/** An input as it stands in its line. Whether it is JSON sees who reads it. */
class LineText extends RawJson {
  readonly number: number;

  constructor(text: string, number: number) {
    super(text);
    this.number = number;
  }
}

/**
 * Stands for an input that can’t be had. No way to a worker takes it, so its unit fails without being done: a function can’t be
 * cloned, and as JSON it throws.
 */
class NoInput {
  readonly reason: Error;
  readonly toJSON: () => never;

  constructor(reason: Error) {
    this.reason = reason;
    this.toJSON = () => {
      throw reason;
    };
  }
}

/** Integers among the inputs that JavaScript’s numbers can’t hold. */
export interface Rounded {
  readonly integers: number;
  /** The first one, as it is written, and its line. */
  readonly first: { readonly text: string; readonly line: number };
}

/** Inputs of a run, read as they are asked for: one JSON text a line. */
export class LineInputs {
  readonly #name: string;
  readonly #numbering: Numbering;
  readonly #isPython: boolean;
  readonly #chunks: AsyncIterator<Buffer>;
  readonly #splitter = new LineSplitter();
  #rounded: Rounded | null = null;
  /** Lines of what was read last. */
  #lines: Iterator<Line> = [].values();
  #isEnded = false;
  #index = 0;

  /**
   * @param name the file’s, for errors
   * @param numbering which lines are inputs: they are numbered from 0, blank ones aside
   * @param isPython whether they are read by Python: it takes more than JSON, and rounds nothing
   */
  constructor(name: string, chunks: AsyncIterable<Buffer>, numbering: Numbering, isPython = false) {
    this.#isPython = isPython;
    this.#name = name;
    this.#numbering = numbering;
    this.#chunks = chunks[Symbol.asyncIterator]();
  }

  /** Of what was read so far; null where there is none. */
  get rounded(): Rounded | null {
    return this.#rounded;
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

  /** Why the input of a unit that failed can’t be had; null where it can. */
  reasonOf(input: unknown): Error | null {
    if (input instanceof NoInput) return input.reason;
    return input instanceof LineText ? this.#flawOf(input) : null;
  }

  #atHand(): IteratorYieldResult<unknown> | null {
    const { first, step } = this.#numbering;
    for (let line = this.#lines.next(); line.done !== true; line = this.#lines.next()) {
      const index = this.#index++;
      if (index >= first && (index - first) % step === 0) {
        return { done: false, value: this.#inputIn(line.value) };
      }
    }
    return null;
  }

  async #afterReading(): Promise<IteratorResult<unknown, void>> {
    while (!this.#isEnded) {
      const { done, value } = await this.#chunks.next();
      this.#isEnded = done === true;
      this.#lines = (done === true ? this.#splitter.end() : this.#splitter.push(value)).values();
      const found = this.#atHand();
      if (found !== null) return found;
    }
    return { done: true, value: undefined };
  }

  #inputIn({ number, text, mayRound }: Line): LineText | NoInput {
    if (typeof text !== 'string') return new NoInput(this.#notJson(number, text));
    const input = new LineText(text, number);
    if (this.#isPython) {
      const flaw = this.#flawOf(input);
      return flaw === null ? input : new NoInput(flaw);
    }
    if (mayRound) this.#countRounded(input);
    return input;
  }

  #flawOf({ text, number }: LineText): Error | null {
    try {
      JSON.parse(text);
      return null;
    } catch (error) {
      return this.#notJson(number, error);
    }
  }

  #notJson(line: number, error: unknown): Error {
    const why = `${this.#name}, line ${line} is not JSON: ${messageOf(error)}`;
    // Nobody wants to see our own stack.
    return new SyntaxError(why, { cause: new ConcurError('USAGE', why) });
  }

  #countRounded({ text, number }: LineText): void {
    const rounded = roundedIntegers(text);
    const [first] = rounded;
    if (first === undefined) return;
    const { integers = 0, first: before } = this.#rounded ?? {};
    this.#rounded = { integers: integers + rounded.length, first: before ?? { text: first, line: number } };
  }
}
