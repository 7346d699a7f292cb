import { readPssBytes } from '../../../machine/own/kernel.ts';

/** What the workers that are in our own process add to its memory, between now and the end of their work. */
export class ProcessMeter {
  readonly #launchPss = readPssBytes();
  #addedBytes: number | null = null;

  /** To be called when the last worker has ended its work, and none has left yet. */
  atEnd(): void {
    const pss = readPssBytes();
    this.#addedBytes = pss === null || this.#launchPss === null ? null : pss - this.#launchPss;
  }

  /** May be negative: a heap can shrink meanwhile. Null where it could not be read. */
  get addedBytes(): number | null {
    return this.#addedBytes;
  }
}
