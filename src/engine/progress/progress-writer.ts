import { writeSync } from 'node:fs';

const BYTES = Float64Array.BYTES_PER_ELEMENT;

/** The worker's side of a ProgressFile: what writes its own counter. */
export function progressWriter(fd: number, worker: number): (unitsDone: number) => void {
  const cell = new Float64Array(1);
  return (unitsDone) => {
    cell[0] = unitsDone;
    writeSync(fd, cell, 0, BYTES, worker * BYTES);
  };
}
