import { closeSync, existsSync, ftruncateSync, readSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { openNameless } from '../../base/files/new-file.ts';
import type { Slot } from '../../model/trial/plan.ts';

const BYTES = Float64Array.BYTES_PER_ELEMENT;
/** Memory, where there is some that looks like a folder. */
const SHARED_MEMORY = '/dev/shm';

/**
 * A counter per worker in a file that has no name any more: what threads have in shared memory, for processes. A
 * message would wake us, and a wake costs more than the frame that it is for; a file is read when a frame is drawn.
 * It also outlives its writer: a worker that is killed leaves the very number of units that it has done.
 */
export class ProgressFile {
  readonly fd: number;
  readonly #cells: Float64Array;
  #isOpen = true;

  /** With a counter for each of these slots, by its index. */
  static forSlots(slots: readonly Slot[]): ProgressFile | null {
    return ProgressFile.open(Math.max(0, ...slots.map(({ index }) => index)) + 1);
  }

  /** Null where no file can be made, or where an open one can't lose its name. */
  static open(workers: number): ProgressFile | null {
    const folder = existsSync(SHARED_MEMORY) ? SHARED_MEMORY : tmpdir();
    let fd: number | null = null;
    try {
      fd = openNameless(folder);
      // Who maps it into memory can't make it longer while others do the same.
      ftruncateSync(fd, workers * BYTES);
      return new ProgressFile(fd, workers);
    } catch {
      if (fd !== null) closeSync(fd);
      return null;
    }
  }

  private constructor(fd: number, workers: number) {
    this.fd = fd;
    this.#cells = new Float64Array(workers);
  }

  read(worker: number): number {
    if (this.#isOpen) readSync(this.fd, this.#cells, worker * BYTES, BYTES, worker * BYTES);
    return this.#cells[worker] ?? 0;
  }

  /** The counters keep their last values. */
  close(): void {
    if (!this.#isOpen) return;
    readSync(this.fd, this.#cells, 0, this.#cells.byteLength, 0);
    this.#isOpen = false;
    closeSync(this.fd);
  }
}
