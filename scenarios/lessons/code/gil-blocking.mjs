import { log } from 'node:console';
import timers from 'node:timers/promises';
import threads from 'node:worker_threads';

async function sleeps() {
  let count = 0;
  const end = Date.now() + 500;
  while (Date.now() < end) {
    await timers.setTimeout(1);
    count++;
  }
  return count;
}

if (threads.isMainThread) {
  log('sleeps, alone:', await sleeps());
  new threads.Worker(import.meta.filename);
  log('beside a thread:', await sleeps());
} else {
  const end = Date.now() + 500;
  while (Date.now() < end);
}
