// Four workers around a lock made of Atomics.wait and notify, in shared memory.
import { isMainThread, Worker, workerData } from 'node:worker_threads';

if (isMainThread) {
  const word = new SharedArrayBuffer(4);
  for (let i = 0; i < 4; i++) new Worker(new URL(import.meta.url), { workerData: word });
} else {
  const lock = new Int32Array(workerData);
  for (;;) {
    while (Atomics.compareExchange(lock, 0, 0, 1) !== 0) Atomics.wait(lock, 0, 1);
    for (let n = 0, sum = 0; n < 500_000; n++) sum = (sum * 31 + n) | 0;
    Atomics.store(lock, 0, 0);
    Atomics.notify(lock, 0, 1);
  }
}
