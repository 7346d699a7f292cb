import * as CELL from './cell.ts';
import type { Range } from './range.ts';

/** Two cache lines a worker, so that no two workers' cells meet in one line, nor in a pair that is fetched together. */
const STRIDE = 128 / Float64Array.BYTES_PER_ELEMENT;

/** Memory in which threads tell where they are, without a message. */
export class Cells {
  readonly memory: SharedArrayBuffer;
  readonly #cells: Float64Array;

  constructor(workers: number) {
    this.memory = new SharedArrayBuffer(workers * STRIDE * Float64Array.BYTES_PER_ELEMENT);
    this.#cells = new Float64Array(this.memory);
    for (let worker = 0; worker < workers; worker++) this.#cells[worker * STRIDE + CELL.base] = CELL.NO_BASE;
  }

  /** @param cell one of cell.ts */
  read(worker: number, cell: number): number {
    return this.#cells[worker * STRIDE + cell] as number;
  }

  /** The units that a worker has claimed last, as far as it has told. */
  lastClaim(worker: number): Range {
    return { from: this.read(worker, CELL.from), to: this.read(worker, CELL.to) };
  }

  /** The index of the unit that a worker is doing, plus one; 0 between units. */
  position(worker: number): number {
    const base = this.read(worker, CELL.base);
    return base === CELL.NO_BASE ? this.read(worker, CELL.at) : base + this.read(worker, CELL.done) + 1;
  }
}

/** The worker's side: its own cells, by what cell.ts calls them. */
export function cellsOf(memory: SharedArrayBuffer, worker: number): Float64Array {
  return new Float64Array(memory, worker * STRIDE * Float64Array.BYTES_PER_ELEMENT, STRIDE);
}
