import child from 'node:child_process';
import { log } from 'node:console';
import fs from 'node:fs';
import threads from 'node:worker_threads';

if (threads.isMainThread) {
  // Pin main, and so its threads, to its CPU.
  const stat = fs.readFileSync('/proc/self/stat');
  const cpu = String(stat).split(' ')[38];
  child.execSync(`taskset -pc ${cpu} ${process.pid}`);
  new threads.Worker(import.meta.filename);
  new threads.Worker(import.meta.filename);
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
