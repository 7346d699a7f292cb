import child from 'node:child_process';
import { log } from 'node:console';
import fs from 'node:fs';
import threads from 'node:worker_threads';

const isB = process.argv[2] === 'B';

if (threads.isMainThread && !isB) {
  // Pin main, and so both, to its CPU.
  const path = '/proc/self/stat';
  const stat = `${fs.readFileSync(path)}`;
  const cpu = stat.split(' ')[38];
  const target = `${cpu} ${process.pid}`;
  child.execSync(`taskset -pc ${target}`);
  new threads.Worker(import.meta.filename);
  child.fork(import.meta.filename, ['B']);
} else {
  let rounds = 0;
  const end = Date.now() + 1000;
  while (Date.now() < end) rounds++;
  log(isB ? 'B:' : 'A:', rounds, 'rounds');
}
