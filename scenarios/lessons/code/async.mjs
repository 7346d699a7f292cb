import { log } from 'node:console';
import fs from 'node:fs';

const TASKS = '/proc/self/task';

function threadCount() {
  return fs.readdirSync(TASKS).length;
}

let ended = 0;
let most = 0;
const before = threadCount();
for (let i = 0; i < 1000; i++) {
  setTimeout(() => {
    ended++;
    most = Math.max(most, threadCount());
  }, 500);
}
process.on('exit', () => {
  log('waits:', ended);
  log('more threads:', most - before);
});
