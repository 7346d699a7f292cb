// The tiny task on threads that claim chunks from a shared counter and store each result: the least that any Node program does.
const { setTimeout } = require('node:timers/promises');
const { isMainThread, parentPort, Worker } = require('node:worker_threads');
const tiny = require('./tiny.cjs');

/** V8 compiles in the background what ran at the start: it is over with that by then. */
const SETTLE_MS = 250;

if (isMainThread) measure(process.argv.slice(2).map(Number));
else {
  parentPort.on('message', (order) => {
    doTasks(order);
    parentPort.postMessage('done');
  });
  parentPort.postMessage('up');
}

function doTasks({ next, results, chunk, tasks }) {
  const counter = new Int32Array(next);
  const numbers = new Float64Array(results);
  const doChunk = (from, to) => {
    for (let index = from; index < to; index++) numbers[index] = tiny(index);
  };
  for (let from = claim(); from < tasks; from = claim()) doChunk(from, Math.min(tasks, from + chunk));

  function claim() {
    return Atomics.add(counter, 0, chunk);
  }
}

async function measure([workers, chunk, tasks]) {
  const next = new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT);
  const results = new SharedArrayBuffer(tasks * Float64Array.BYTES_PER_ELEMENT);
  const numbers = new Float64Array(results).fill(0);
  const threads = Array.from({ length: workers }, () => new Worker(__filename));
  const heard = () =>
    Promise.all(threads.map((thread) => new Promise((resolve) => thread.once('message', resolve))));
  await heard();
  await setTimeout(SETTLE_MS);
  const goMs = performance.now();
  const done = heard();
  for (const thread of threads) thread.postMessage({ next, results, chunk, tasks });
  await done;
  const answeredMs = performance.now() - goMs;
  const sum = numbers.reduce((total, value) => total + value, 0);
  process.stdout.write(JSON.stringify({ answeredMs, listedMs: answeredMs, sum }));
  process.exit();
}
