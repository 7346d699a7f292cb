import { ConcurError, systemCode } from '../base/errors.ts';

/** The two streams of the process, which may end or fill up at any time. */
export class Output {
  #lost: Error | null = null;
  #onClosed: () => void = () => {};

  constructor() {
    process.stdout.on('error', (error) => {
      this.#lost ??= error;
      this.#onClosed();
    });
    // Nobody is left to tell that stderr is gone.
    process.stderr.on('error', () => {});
  }

  /** Calls `action` when stdout can no longer be written to. */
  whenLost(action: () => void): void {
    this.#onClosed = action;
  }

  get isLost(): boolean {
    return this.#lost !== null;
  }

  /**
   * Writes a result and waits until it has left us.
   * @throws ConcurError OUTPUT_CLOSED when the reader has gone away, OUTPUT_LOST when it can't be written
   */
  async print(text: string): Promise<void> {
    const error = this.#lost ?? (await this.#write(text));
    if (error === null) return;
    if (systemCode(error) === 'EPIPE')
      throw new ConcurError('OUTPUT_CLOSED', 'the reader of stdout has gone');
    throw new ConcurError('OUTPUT_LOST', `the result could not be written to stdout: ${error.message}`, {
      hint: 'Free some space, or write it elsewhere: --export json=FILE.',
      cause: error,
    });
  }

  tell(text: string): void {
    process.stderr.write(text);
  }

  #write(text: string): Promise<Error | null> {
    return new Promise((resolve) => {
      process.stdout.write(text, (error) => resolve(error ?? null));
    });
  }
}
