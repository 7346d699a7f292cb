import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { performance } from 'node:perf_hooks';
import { pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';

// A program of its own, as another project's test would be: it prints what assertParallel says of known functions.
const { assertParallel } = await import(pathToFileURL(process.argv[2]).href);

const SPIN = 'const end = performance.now() + 800; while (performance.now() < end);';
/** The home-made lock: whoever wakes first takes it, and holds it for 5 ms. */
const LOCKED = `
  const cell = new Int32Array(require('node:worker_threads').workerData);
  const end = performance.now() + 800;
  while (performance.now() < end) {
    while (Atomics.compareExchange(cell, 0, 0, 1) !== 0) Atomics.wait(cell, 0, 1);
    const release = performance.now() + 5;
    while (performance.now() < release);
    Atomics.store(cell, 0, 0);
    Atomics.notify(cell, 0, 1);
  }`;

const twice = (start) => Promise.all([start(), start()]);
const inThreads = (code, workerData) =>
  twice(() => once(new Worker(code, { eval: true, workerData }), 'exit'));

const CASES = {
  threads: () => inThreads(SPIN),
  processes: () => twice(() => once(spawn(process.execPath, ['-e', SPIN]), 'exit')),
  lock: () => inThreads(LOCKED, new SharedArrayBuffer(4)),
  blocking() {
    const end = performance.now() + 500;
    while (performance.now() < end);
  },
};

/** What computes on beside the function, and isn't its work: another test file on another thread. */
const BESIDE_BUSY = { serial: CASES.blocking };
const besideBusy = process.argv[3] === 'serial-beside-busy';
const other = besideBusy ? new Worker('for (;;);', { eval: true }) : null;
if (other !== null) await new Promise((resolve) => setTimeout(resolve, 200));

const answers = {};
for (const [name, run] of Object.entries(besideBusy ? BESIDE_BUSY : CASES)) {
  try {
    answers[name] = await assertParallel(run, { atLeast: 2 });
  } catch (error) {
    answers[name] = { name: error.name, ...error.evidence };
  }
}
process.stdout.write(`${JSON.stringify(answers)}\n`);
await other?.terminate();
