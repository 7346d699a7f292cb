import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isMainThread, threadId } from 'node:worker_threads';

// What workers do while they are run. Each unit answers with its index; some come to grief at unit 4.
const FATAL_UNIT = 4;
const BUSY_MS = 20;
let told = false;

export function steady(_input, index) {
  tell();
  const endMs = performance.now() + BUSY_MS;
  while (performance.now() < endMs);
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

/** Leaves a file that says who is at work, for the one who injects a fault. */
function tell() {
  if (told) return;
  told = true;
  const folder = join(process.env.FAULT_FOLDER, 'at-work');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, `${process.pid}-${isMainThread ? 0 : threadId}`), '');
}
