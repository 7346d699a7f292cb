import { clearTimeout, setTimeout } from '../../base/time/real.ts';
import type { DurableFile } from './disk.ts';
import { encodeProgress, type Settled } from './journal.ts';
import { orLost } from './output-lost.ts';

/** Lines wait so long at most before they are put on the disk: for each unit that would take longer than the units. */
const WAIT_MS = 200;
/** And so many of them at most. In characters. */
const MOST_WAITING = 4 * 2 ** 20;
/** Lines become bytes so many at a time: as texts they would live so long that V8 moves them about. */
const LINES_AT_ONCE = 1_024;

/** Takes the line of each unit, in order. */
export interface UnitSink {
  /** @returns what to wait for before the next one; null where there is room */
  take(line: string, isFailed: boolean): Promise<void> | null;
  /** Puts all of it where it belongs. @param isFinished whether nothing is left to do */
  end(isFinished: boolean): Promise<void>;
}

/** Who writes: what to do where that fails, and whether it still may. */
export interface Writer {
  /** The output's name, for errors. */
  readonly name: string;
  /** Told at once where something can't be written. */
  onLost(error: unknown): void;
  /** @throws where another run has taken the files over */
  checkLock(): Promise<void>;
}

/**
 * Output and journal, written together as a database does: first the lines, then what says that they are there, and
 * each is on the disk before the next is written. So the journal never promises what isn't there.
 */
export class JournaledOutput implements UnitSink {
  readonly #output: DurableFile;
  readonly #journal: DurableFile | null;
  readonly #writer: Writer;
  #settled: Settled;
  #lines: string[] = [];
  /** Lines that were taken before those. */
  #pieces: Buffer[] = [];
  #waitingUnits = 0;
  #waitingLength = 0;
  #waitingFailed = 0;
  #timer: NodeJS.Timeout | null = null;
  #commits: Promise<void> = Promise.resolve();

  /** @param journal null where the inputs can't be read again: there is no going on then */
  constructor(output: DurableFile, journal: DurableFile | null, settled: Settled, writer: Writer) {
    this.#output = output;
    this.#journal = journal;
    this.#settled = settled;
    this.#writer = writer;
  }

  /** What is on the disk. */
  get settled(): Settled {
    return this.#settled;
  }

  take(line: string, isFailed: boolean): Promise<void> | null {
    this.#lines.push(line);
    this.#waitingUnits++;
    this.#waitingLength += line.length;
    if (this.#lines.length === LINES_AT_ONCE) this.#makeBytes();
    if (isFailed) this.#waitingFailed++;
    if (this.#waitingLength >= MOST_WAITING) return this.commit();
    this.#timer ??= setTimeout(() => void this.commit().catch(() => {}), WAIT_MS);
    return null;
  }

  /** What was taken until now is on the disk when this is over. */
  commit(): Promise<void> {
    return this.#commit(false);
  }

  async end(isFinished: boolean): Promise<void> {
    try {
      await this.#commit(isFinished);
    } finally {
      await Promise.allSettled([this.#output.close(), this.#journal?.close()]);
    }
  }

  /** One after the other; behind one that failed there is no other. */
  #commit(isFinished: boolean): Promise<void> {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    this.#commits = this.#commits.then(() => this.#write(isFinished));
    return this.#commits;
  }

  async #write(isFinished: boolean): Promise<void> {
    if (this.#waitingUnits === 0 && !isFinished) return;
    this.#makeBytes();
    const bytes = Buffer.concat(this.#pieces);
    const settled = {
      units: this.#settled.units + this.#waitingUnits,
      failed: this.#settled.failed + this.#waitingFailed,
      outputBytes: this.#settled.outputBytes + bytes.length,
    };
    this.#pieces = [];
    this.#waitingUnits = 0;
    this.#waitingLength = 0;
    this.#waitingFailed = 0;
    try {
      await orLost(this.#writer.name, async () => {
        await this.#writer.checkLock();
        await this.#writeLines(bytes);
        await this.#journal?.append(Buffer.from(encodeProgress(settled, isFinished)));
        await this.#journal?.flush();
      });
    } catch (error) {
      this.#writer.onLost(error);
      throw error;
    }
    this.#settled = settled;
  }

  #makeBytes(): void {
    this.#pieces.push(Buffer.from(this.#lines.join('')));
    this.#lines = [];
  }

  /** A line that is there in part is taken away again: the journal doesn't know of it yet. */
  async #writeLines(bytes: Uint8Array): Promise<void> {
    try {
      await this.#output.append(bytes);
      await this.#output.flush();
    } catch (error) {
      await this.#output.cut(this.#settled.outputBytes).catch(() => {});
      throw error;
    }
  }
}
