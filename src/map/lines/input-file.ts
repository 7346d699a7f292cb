import { createHash } from 'node:crypto';
import { type BigIntStats, constants } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { type ConcurError, usageError } from '../../base/errors/errors.ts';
import { systemReason } from '../../base/errors/system-reason.ts';
import { refusalOf } from '../../base/refusals/refusal.ts';
import { countLines, WholeLines } from './whole-lines.ts';

const { O_NOCTTY, O_NONBLOCK, O_RDONLY } = constants;
/** Lines of what was read live until they are done: those of more would be moved about by V8 meanwhile. */
const CHUNK_BYTES = 2 ** 18;

/** What a file of inputs holds: as much of it as there was when it was looked through. */
export interface InputSummary {
  readonly sha256: string;
  readonly bytes: number;
  /** Lines that aren’t blank. */
  readonly units: number;
}

/** A file of inputs that can be read again. What is added to it while it is read is not read. */
export class InputFile {
  /** As it was typed. */
  readonly name: string;
  readonly #handle: FileHandle;
  readonly #stats: BigIntStats;

  private constructor(name: string, handle: FileHandle, stats: BigIntStats) {
    this.name = name;
    this.#handle = handle;
    this.#stats = stats;
  }

  /** Null where it is a pipe or a device: what comes from there comes once. @throws ConcurError (USAGE) */
  static async open(name: string): Promise<InputFile | null> {
    try {
      const handle = await open(name, O_RDONLY | O_NONBLOCK | O_NOCTTY);
      const stats = await handle.stat({ bigint: true });
      if (stats.isFile()) return new InputFile(name, handle, stats);
      await handle.close();
      if (stats.isDirectory()) throw new Error('it is a folder');
      return null;
    } catch (error) {
      throw unreadable(name, error);
    }
  }

  /** One pass over all of it. @throws the signal’s reason */
  async summarize(signal: AbortSignal): Promise<InputSummary> {
    const hash = createHash('sha256');
    const whole = new WholeLines();
    let units = 0;
    for await (const chunk of this.chunks()) {
      signal.throwIfAborted();
      hash.update(chunk);
      for (const piece of whole.push(chunk)) units += countLines(piece);
    }
    for (const piece of whole.end()) units += countLines(piece);
    return { sha256: hash.digest('hex'), bytes: Number(this.#stats.size), units };
  }

  /** What was there when it was opened. */
  async *chunks(): AsyncGenerator<Buffer, void, void> {
    const bytes = Number(this.#stats.size);
    for (let at = 0; at < bytes; ) {
      const room = Buffer.allocUnsafe(Math.min(CHUNK_BYTES, bytes - at));
      const { bytesRead } = await this.#handle.read(room, 0, room.length, at).catch((error) => {
        throw unreadable(this.name, error);
      });
      if (bytesRead === 0) throw changed(this.name);
      at += bytesRead;
      yield room.subarray(0, bytesRead);
    }
  }

  /**
   * Whether more is there by now than was read.
   * @throws ConcurError (USAGE) where what was read is no longer what is there
   */
  async hasGrown({ sha256 }: InputSummary, signal: AbortSignal): Promise<boolean> {
    const { mtimeNs, size } = await this.#handle.stat({ bigint: true });
    if (mtimeNs === this.#stats.mtimeNs && size === this.#stats.size) return false;
    if ((await this.summarize(signal)).sha256 !== sha256) throw changed(this.name);
    return size > this.#stats.size;
  }

  close(): Promise<void> {
    return this.#handle.close();
  }
}

function unreadable(name: string, error: unknown): ConcurError {
  const why = `--input ${name} can’t be read: ${systemReason(error)}`;
  return refusalOf(error) ?? usageError(why, 'Name a file with one JSON value per line.');
}

function changed(name: string): ConcurError {
  return usageError(
    `--input ${name} has changed while it was read`,
    'What is in the output may be of the old file or the new one. Begin anew with a file that stays: --restart.',
  );
}
