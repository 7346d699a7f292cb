import type { Range } from '../../dispatch/range.ts';

/**
 * Where a chunk is: `sending`, the broker hasn’t answered yet; `sent`, it should have it, and is asked; `unsent`, it hasn’t;
 * `dropping`, it is to forget what it has of it first.
 */
export type ChunkPlace = 'sending' | 'sent' | 'unsent' | 'dropping';

/** Units that are on their way to a host and back. */
export interface Chunk extends Range {
  readonly id: string;
  place: ChunkPlace;
  /** When it was sent last, on our clock. */
  sentMs: number;
  /** How often an answer brought nothing. */
  vainAnswers: number;
  /** Nothing else of the run is out while it is: whatever ends its hosts now is its own unit. */
  isAlone: boolean;
}

export function newChunk(id: string, { from, to }: Range, place: ChunkPlace): Chunk {
  return { id, from, to, place, sentMs: 0, vainAnswers: 0, isAlone: false };
}

export function unitsIn({ from, to }: Range): number {
  return to - from;
}

/** Two chunks that are half as large. */
export function halves({ from, to }: Range): [Range, Range] {
  const middle = from + Math.ceil((to - from) / 2);
  return [
    { from, to: middle },
    { from: middle, to },
  ];
}
