/** Two cache lines a worker, so that no two workers' cells meet in one line, nor in a pair that is fetched together. */
const STRIDE = 128 / Int32Array.BYTES_PER_ELEMENT;

/** A worker's own cells. It alone writes them, with plain stores; the parent reads them whenever it likes. */
export const CELL = {
  /** The index of the unit that is being done, plus one; 0 between units. */
  at: 0,
  /** The last claim: from this index … */
  from: 1,
  /** … to before this one. */
  to: 2,
  /** Units answered in shared memory, by this worker and those whom it replaces. */
  done: 3,
} as const;

/** Memory in which threads tell where they are, without a message. */
export class Cells {
  readonly memory: SharedArrayBuffer;
  readonly #cells: Int32Array;

  constructor(workers: number) {
    this.memory = new SharedArrayBuffer(workers * STRIDE * Int32Array.BYTES_PER_ELEMENT);
    this.#cells = new Int32Array(this.memory);
  }

  read(worker: number, cell: keyof typeof CELL): number {
    return this.#cells[worker * STRIDE + CELL[cell]] as number;
  }
}

/** The worker's side: its own cells, by CELL. */
export function cellsOf(memory: SharedArrayBuffer, worker: number): Int32Array {
  return new Int32Array(memory, worker * STRIDE * Int32Array.BYTES_PER_ELEMENT, STRIDE);
}
