import child from 'node:child_process';
import os from 'node:os';

const [, file, name] = process.argv;
let steps = 0;

function step() {
  process.stdout.write(`${name} `);
  steps++;
  if (steps < 10) setTimeout(step, 100);
}

if (name === undefined) {
  const cores = os.availableParallelism();
  for (let n = 0; n < cores; n++) {
    child.fork(file, [`${n}`]);
  }
} else {
  step();
}
