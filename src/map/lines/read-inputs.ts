import { isUtf8 } from 'node:buffer';
import { messageOf } from '../../base/errors/read-thrown.ts';
import type { Numbering } from '../stream/stream-map.ts';
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
  readonly #unreadable = new Map<number, Error>();

  /** @param name the file’s, for errors */
  constructor(name: string) {
    this.#name = name;
  }

  /** The inputs of the units that are asked for: lines are numbered from 0, blank ones aside. */
  async *values(
    chunks: AsyncIterable<Buffer>,
    { first, step }: Numbering,
  ): AsyncGenerator<unknown, void, void> {
    let index = 0;
    for await (const line of linesOf(chunks)) {
      if (index >= first && (index - first) % step === 0) yield this.#valueOf(line, index);
      index++;
    }
  }

  /** Why a unit had no input, told once; null where it had one. */
  takeReason(index: number): Error | null {
    const reason = this.#unreadable.get(index) ?? null;
    this.#unreadable.delete(index);
    return reason;
  }

  #valueOf({ number, bytes }: Line, index: number): unknown {
    try {
      if (!isUtf8(bytes)) throw new SyntaxError('it is not text in UTF-8');
      return JSON.parse(bytes.toString());
    } catch (error) {
      const why = messageOf(error);
      const reason = new SyntaxError(`${this.#name}, line ${number} is not JSON: ${why}`, { cause: error });
      this.#unreadable.set(index, reason);
      return new NoInput(reason);
    }
  }
}

async function* linesOf(chunks: AsyncIterable<Buffer>): AsyncGenerator<Line, void, void> {
  const splitter = new LineSplitter();
  for await (const chunk of chunks) yield* splitter.push(chunk);
  yield* splitter.end();
}
