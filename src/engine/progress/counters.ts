/** Two cache lines a worker: no two workers' counters meet in one line, nor in a pair that is fetched together. */
const STRIDE = 128 / Float64Array.BYTES_PER_ELEMENT;

/**
 * A counter per worker in memory that threads share. Each writes its own with a plain store, so that progress costs
 * the worker next to nothing and the reader no message.
 */
export class Counters {
  readonly memory: SharedArrayBuffer;
  readonly #cells: Float64Array;

  constructor(workers: number) {
    this.memory = new SharedArrayBuffer(workers * STRIDE * Float64Array.BYTES_PER_ELEMENT);
    this.#cells = new Float64Array(this.memory);
  }

  read(worker: number): number {
    return this.#cells[worker * STRIDE] as number;
  }
}

/** The worker's side: what writes its own counter. */
export function counterWriter(memory: SharedArrayBuffer, worker: number): (unitsDone: number) => void {
  const cells = new Float64Array(memory);
  return (unitsDone) => {
    cells[worker * STRIDE] = unitsDone;
  };
}
