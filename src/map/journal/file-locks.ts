import { RunLock } from './lock.ts';
import type { MapFiles } from './resume.ts';

/** The locks of a run: nobody else writes to its output, with another journal, or to its journal, with another output. */
export class FileLocks {
  readonly #locks: readonly RunLock[];

  private constructor(locks: readonly RunLock[]) {
    this.#locks = locks;
  }

  /** @throws ConcurError (USAGE) where another run holds one of them */
  static async take({ output, journal }: MapFiles): Promise<FileLocks> {
    const locks: RunLock[] = [];
    try {
      // Mostly these are one: a journal is called after its output.
      const files = new Map([[`${journal}.lock`, journal]]).set(`${output}.journal.lock`, output);
      for (const [file, what] of files) locks.push(await RunLock.take(file, what));
      return new FileLocks(locks);
    } catch (error) {
      for (const lock of locks) await lock.release();
      throw error;
    }
  }

  /** @throws ConcurError where another run has taken one over */
  async check(): Promise<void> {
    for (const lock of this.#locks) await lock.check();
  }

  async release(): Promise<void> {
    for (const lock of this.#locks) await lock.release();
  }
}
