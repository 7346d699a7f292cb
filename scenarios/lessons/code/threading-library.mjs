import { log } from 'node:console';
import threads from 'node:worker_threads';

const TIMES = 50_000_000;

if (threads.isMainThread) {
  const memory = new SharedArrayBuffer(4);
  const cell = new Int32Array(memory);
  const file = import.meta.filename;
  const given = { workerData: cell };
  new threads.Worker(file, given);
  new threads.Worker(file, given);
  process.on('exit', () => {
    log('added:', 2 * TIMES);
    log('in the cell:', cell[0]);
  });
} else {
  const cell = threads.workerData;
  // Load, add, store.
  for (let i = 0; i < TIMES; i++) cell[0]++;
}
