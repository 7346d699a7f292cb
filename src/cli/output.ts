import { constants, fstatSync, openSync, writeSync } from 'node:fs';
import { ConcurError } from '../base/errors/errors.ts';
import { systemCode } from '../base/errors/read-thrown.ts';
import { systemReason } from '../base/errors/system-reason.ts';
import { drain, StuckError } from './output/file/through.ts';

const STDOUT = 1;
const STDERR = 2;
/** How long to wait for the reader of a full pipe before trying again. */
const RETRY_MS = 5;
/** A reader that takes nothing keeps nobody longer who is to end. */
const PATIENCE_AT_END_MS = 200;

/**
 * The two streams of the process. They are written to directly: a stream object takes milliseconds to make, and
 * reports its errors when nobody can act on them any more.
 */
export class Output {
  readonly #results: number;
  #isLost = false;
  #hasPrinted = false;
  /** The results’ pipe, opened once more so as not to block; null where that can’t be. */
  #pipe: number | null | undefined;

  /** @param results the stream that gets the results */
  constructor(results: number = STDOUT) {
    this.#results = results;
  }

  /** The same, but for a result that has to stand aside: stdout is another program's. */
  onStderr(): Output {
    return new Output(STDERR);
  }

  /** True once a write to stdout has failed: nothing more will arrive there. */
  get isLost(): boolean {
    return this.#isLost;
  }

  /** True once anything was written to stdout: it can't be taken back. */
  get hasPrinted(): boolean {
    return this.#hasPrinted;
  }

  /**
   * Writes a part of the result.
   * @throws ConcurError OUTPUT_CLOSED when the reader has gone away, OUTPUT_LOST when it can't be written
   */
  print(text: string): void {
    this.#hasPrinted = true;
    try {
      writeAll(this.#results, text);
    } catch (error) {
      this.#isLost = true;
      throw lossOf(error);
    }
  }

  /**
   * Writes a part of a long result: signals and timers are heard while the reader of a pipe takes nothing.
   * @param stop once it is aborted, such a reader counts as one that has ended
   * @throws ConcurError as print does
   */
  async printPatiently(text: string, stop?: AbortSignal): Promise<void> {
    if (this.#pipe === undefined) this.#pipe = unblockedPipe(this.#results);
    if (this.#pipe === null) return this.print(text);
    this.#hasPrinted = true;
    try {
      const patience = () => (stop?.aborted === true ? PATIENCE_AT_END_MS : Number.POSITIVE_INFINITY);
      await drain(this.#pipe, Buffer.from(text), patience);
    } catch (error) {
      this.#isLost = true;
      throw lossOf(error);
    }
  }

  /** Writes progress. Nobody is left to tell when stderr is gone. */
  notify(text: string): void {
    try {
      writeAll(STDERR, text);
    } catch {}
  }
}

/** A description of its own: what others do with the same pipe stays as it is. */
function unblockedPipe(fd: number): number | null {
  try {
    if (!fstatSync(fd).isFIFO()) return null;
    return openSync(`/proc/self/fd/${fd}`, constants.O_WRONLY | constants.O_NONBLOCK);
  } catch {
    return null;
  }
}

function writeAll(fd: number, text: string): void {
  let rest: Uint8Array = Buffer.from(text);
  while (rest.length > 0) {
    try {
      rest = rest.subarray(writeSync(fd, rest));
    } catch (error) {
      if (systemCode(error) !== 'EAGAIN') throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, RETRY_MS);
    }
  }
}

function lossOf(error: unknown): ConcurError {
  const code = systemCode(error);
  // EIO: the terminal was closed. Either way nobody is there to read what went wrong.
  if (code === 'EPIPE' || code === 'EIO' || error instanceof StuckError)
    return new ConcurError('OUTPUT_CLOSED', 'the reader of stdout has ended');
  return new ConcurError('OUTPUT_LOST', `the result could not be written to stdout: ${systemReason(error)}`, {
    hint: 'Free some space, or write to another place: --export json=FILE, of map --output FILE.',
    cause: error,
  });
}
