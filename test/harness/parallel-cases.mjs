import { spawn } from 'node:child_process';
import { pbkdf2 as derive } from 'node:crypto';
import { once } from 'node:events';
import { performance } from 'node:perf_hooks';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
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

const pbkdf2 = promisify(derive);
const twice = (start) => Promise.all([start(), start()]);
const inThreads = (code, workerData) =>
  twice(() => once(new Worker(code, { eval: true, workerData }), 'exit'));

const CASES = {
  threads: () => inThreads(SPIN),
  processes: () => twice(() => once(spawn(process.execPath, ['-e', SPIN]), 'exit')),
  lock: () => inThreads(LOCKED, new SharedArrayBuffer(4)),
  /** Of Node's own pool, which was there before. */
  pool: () => Promise.all(Array.from({ length: 4 }, () => pbkdf2('a', 'b', 4e5, 64, 'sha512'))),
  blocking() {
    const end = performance.now() + 500;
    while (performance.now() < end);
  },
};

/** What other code of the process is at beside a serial function: other test files on other threads. */
const BESIDE = {
  busy: 'for (;;);',
  bursts: `
    const cell = new Int32Array(new SharedArrayBuffer(4));
    for (;;) {
      Atomics.wait(cell, 0, 0, 150);
      for (const end = performance.now() + 400; performance.now() < end; );
    }`,
  workers: `
    const { Worker } = require('node:worker_threads');
    const next = () => new Worker(${JSON.stringify(SPIN)}, { eval: true }).on('exit', next);
    setTimeout(next, 300);`,
  children: `
    const { spawn } = require('node:child_process');
    const next = () => spawn(process.execPath, ['-e', ${JSON.stringify(SPIN)}]).on('exit', next);
    setTimeout(next, 300);`,
};

async function outcomeOf(run) {
  try {
    return await assertParallel(run, { atLeast: 2 });
  } catch (error) {
    return { name: error.name, ...error.evidence };
  }
}

const answers = {};
if (process.argv[3] === 'serial-beside') {
  for (const [name, code] of Object.entries(BESIDE)) {
    const others = [code, code].map((each) => new Worker(each, { eval: true }));
    await new Promise((resolve) => setTimeout(resolve, 200));
    answers[name] = await outcomeOf(CASES.blocking);
    await Promise.all(others.map((other) => other.terminate()));
  }
} else {
  for (const [name, run] of Object.entries(CASES)) answers[name] = await outcomeOf(run);
}
process.stdout.write(`${JSON.stringify(answers)}\n`);
// Of what the others have started, too.
process.exit();
