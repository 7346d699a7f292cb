import { log } from 'node:console';
import { once } from 'node:events';
import threads from 'node:worker_threads';

async function wait() {
  const file = import.meta.filename;
  const worker = new threads.Worker(file);
  await once(worker, 'exit');
}

if (threads.isMainThread) {
  const start = Date.now();
  const other = wait();
  await wait();
  await other;
  const took = (Date.now() - start) / 1000;
  log('two waits of 1 s:', took.toFixed(1));
} else {
  setTimeout(() => {}, 1000);
}
