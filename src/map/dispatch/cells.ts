/** Two cache lines a worker, so that no two workers' cells meet in one line, nor in a pair that is fetched together. */
const STRIDE = 128 / Int32Array.BYTES_PER_ELEMENT;

/** Memory in which threads tell where they are, without a message. */
export class Cells {
  readonly memory: SharedArrayBuffer;
  readonly #cells: Int32Array;

  constructor(workers: number) {
    this.memory = new SharedArrayBuffer(workers * STRIDE * Int32Array.BYTES_PER_ELEMENT);
    this.#cells = new Int32Array(this.memory);
  }

  /** @param cell one of cell.ts */
  read(worker: number, cell: number): number {
    return this.#cells[worker * STRIDE + cell] as number;
  }
}

/** The worker's side: its own cells, by what cell.ts calls them. */
export function cellsOf(memory: SharedArrayBuffer, worker: number): Int32Array {
  return new Int32Array(memory, worker * STRIDE * Int32Array.BYTES_PER_ELEMENT, STRIDE);
}
