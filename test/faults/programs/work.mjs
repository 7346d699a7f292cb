import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isMainThread, parentPort, threadId } from 'node:worker_threads';

// What workers do while they are run. Each unit answers with its index; some come to grief at unit 4.
const FATAL_UNIT = 4;
/** A unit computes for a part of its time, and sleeps for the rest: many runs fit beside each other. */
const [UNIT_MS, BUSY_MS] = [20, 3];
const bed = new Int32Array(new SharedArrayBuffer(4));
let told = false;

export function steady(_input, index) {
  tell();
  const startMs = performance.now();
  while (performance.now() < startMs + BUSY_MS);
  Atomics.wait(bed, 0, 0, startMs + UNIT_MS - performance.now());
  return index;
}

export function throws(input, index) {
  if (index === FATAL_UNIT) throw new RangeError('unit 4 is too much');
  return steady(input, index);
}

export function exits(input, index) {
  if (index === FATAL_UNIT) process.exit(9);
  return steady(input, index);
}

export function fills(input, index) {
  if (index === FATAL_UNIT) for (const heap = []; ; ) heap.push(new Array(1e5).fill(heap.length));
  return steady(input, index);
}

export function hangs(input, index) {
  if (index === FATAL_UNIT) for (;;);
  return steady(input, index);
}

/** Tells its parent things on the channels that Node gives it, some of which look like our own. */
export function talks(input, index) {
  const words = [null, { type: 'done', sample: {} }, { type: 'results', results: [] }, { type: 'finished' }];
  for (const word of words) {
    parentPort?.postMessage(word);
    process.send?.(word);
  }
  return steady(input, index);
}

/** Prints a megabyte and never ends its line. */
export function floods(input, index) {
  process.stdout.write('o'.repeat(5e5));
  process.stderr.write('e'.repeat(5e5));
  return steady(input, index);
}

/** Leaves a file that says who is at work, for the one who injects a fault. */
function tell() {
  if (told) return;
  told = true;
  const folder = join(process.env.FAULT_FOLDER, 'at-work');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, `${process.pid}-${isMainThread ? 0 : threadId}`), '');
}
