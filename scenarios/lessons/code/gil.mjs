import { log } from 'node:console';
import threads from 'node:worker_threads';

const file = import.meta.filename;

if (threads.isMainThread) {
  new threads.Worker(file);
  new threads.Worker(file);
  process.on('exit', () => {
    const { user } = process.cpuUsage();
    const wall = process.uptime() * 1e6;
    const busy = user / wall;
    log('busy cores:', busy.toFixed(1));
  });
} else {
  const end = Date.now() + 1000;
  while (Date.now() < end);
}
