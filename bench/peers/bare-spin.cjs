// The loop and nothing else, in a bare thread or fork on one CPU: no progress, no sampling, no bars.
const { readFileSync, readlinkSync } = require('node:fs');
const { isMainThread, parentPort, workerData, Worker } = require('node:worker_threads');

/** About 10 ms: the clock is read as seldom as concur's workers read it. */
const BATCH = 8_388_608;
const runNs = () => Number(readFileSync('/proc/thread-self/schedstat', 'latin1').split(' ')[0]);

function spin(durationMs, file) {
  const work = require(file).createWork({}, { name: 'bare', cooperative: false, seed: 1, scratchDir: null });
  const beforeNs = runNs();
  const endMs = performance.now() + Number(durationMs);
  let steps = 0;
  while (performance.now() < endMs) {
    work.run(BATCH);
    steps += BATCH;
  }
  return { stepNs: (runNs() - beforeNs) / steps, digest: work.digest() };
}

const [, , engine, cpu, durationMs, file] = process.argv;
if (!isMainThread) {
  parentPort.on('message', () => {
    parentPort.postMessage(spin(workerData.durationMs, workerData.file));
    parentPort.close();
  });
  parentPort.postMessage(readlinkSync('/proc/thread-self').split('/')[2]);
} else if (engine === 'fork') {
  process.send(spin(durationMs, file));
} else if (engine === 'processes') {
  const { fork } = require('node:child_process');
  const child = fork(__filename, ['fork', cpu, durationMs, file], {
    execPath: 'taskset',
    execArgv: ['-c', cpu, process.execPath],
  });
  child.on('message', (result) => process.stdout.write(JSON.stringify(result)));
} else {
  const { execFileSync } = require('node:child_process');
  const worker = new Worker(__filename, { workerData: { durationMs, file } });
  worker.on('message', (said) => {
    if (typeof said === 'object') return process.stdout.write(JSON.stringify(said));
    execFileSync('taskset', ['-cp', cpu, said]);
    worker.postMessage('go');
  });
}
