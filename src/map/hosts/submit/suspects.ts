import type { Chunk } from './chunk.ts';

/**
 * Single units that hosts ended with, twice. Whoever ends a host ends all that it has at the moment: so each is tried once more,
 * alone, before it is blamed.
 */
export class Suspects {
  readonly #isSoon: boolean;
  readonly #chunks: Chunk[] = [];

  /** @param isSoon before what waits is sent, since the first failure ends the run; else when all else is done */
  constructor(isSoon: boolean) {
    this.#isSoon = isSoon;
  }

  get isEmpty(): boolean {
    return this.#chunks.length === 0;
  }

  /** Whether nothing else is to be sent now. @param waiting units that nobody has */
  areDue(waiting: number): boolean {
    return !this.isEmpty && (this.#isSoon || waiting === 0);
  }

  add(chunk: Chunk): void {
    this.#chunks.push(chunk);
  }

  /** @returns the next one, to be sent when nothing else is out */
  next(): Chunk | null {
    const chunk = this.#chunks.shift() ?? null;
    if (chunk !== null) Object.assign(chunk, { place: 'unsent', isAlone: true });
    return chunk;
  }
}
