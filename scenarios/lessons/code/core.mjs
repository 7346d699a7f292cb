import { log } from 'node:console';
import { once } from 'node:events';
import threads from 'node:worker_threads';

function work() {
  const file = import.meta.filename;
  const worker = new threads.Worker(file);
  return once(worker, 'message');
}

if (threads.isMainThread) {
  const [one] = await work();
  const pair = [work(), work()];
  const [[a], [b]] = await Promise.all(pair);
  const ratio = (a + b) / one;
  log('two / one:', ratio.toFixed(1));
} else {
  let count = 0;
  const end = Date.now() + 500;
  while (Date.now() < end) count++;
  threads.parentPort.postMessage(count);
}
