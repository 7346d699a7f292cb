import { integerAt } from '../integer-at.ts';
import type { OpenFiles } from '../open-files.ts';
import { ProcFile } from '../proc-file.ts';

const SAMPLES_PER_CENSUS = 20;
/** A process has its number for a moment before its parent has a child. */
const SAMPLES_TO_APPEAR = 2;
const SPACE = 0x20;
const buffer = Buffer.allocUnsafe(128);

/** Tells whether a process or a thread may have come since the sample before. */
export class Arrivals {
  readonly #loadavg: ProcFile;
  readonly #turns: number;
  #newest: number | null = null;
  #samples = 0;
  #changedAt = 0;

  /** @param turns for how many samples somebody who has come may stay unseen, since threads are asked round robin */
  constructor(files: OpenFiles, turns: number) {
    this.#loadavg = new ProcFile(files, '/proc/loadavg', 'each-sample');
    this.#turns = Math.max(turns, SAMPLES_TO_APPEAR);
  }

  /** To be asked at each sample. Now and then they are anyway, should a number have come round again. */
  areLikely(): boolean {
    const sample = this.#samples++;
    const newest = this.#readNewest();
    if (newest === null || newest !== this.#newest) this.#changedAt = sample;
    this.#newest = newest;
    return sample % SAMPLES_PER_CENSUS === 0 || sample - this.#changedAt < this.#turns;
  }

  close(): void {
    this.#loadavg.close();
  }

  /**
   * The number that was given to the newest process or thread, anywhere in our PID namespace (the last field of
   * /proc/loadavg, proc_loadavg(5)): as long as it stays, nobody has come. Null where it can't be read.
   */
  #readNewest(): number | null {
    const length = this.#loadavg.read(buffer);
    if (length <= 0) return null;
    return integerAt(buffer, buffer.lastIndexOf(SPACE, length - 1) + 1, length);
  }
}
