import { fileURLToPath } from 'node:url';
import { readMapRequest } from '../../src/map/request.ts';
import { runMap } from '../../src/map/run-map.ts';

// parallelMap on a tiny task, from when all workers are ready: to all answers in memory, and to the list of them.
const [, , engine, workers, chunk, tasks] = process.argv;
const request = readMapRequest(fileURLToPath(new URL('tiny.cjs', import.meta.url)), Number(tasks), {
  engine: engine as 'threads' | 'processes',
  workers: Number(workers),
  ...(chunk === 'auto' ? {} : { chunk: Number(chunk) }),
});
let [goMs, endMs] = [0, 0];
const answers = await runMap(request, {
  env: process.env,
  takeLine: null,
  onProgress: null,
  warn() {},
  stopwatch: {
    go() {
      goMs = performance.now();
    },
    end() {
      endMs = performance.now();
    },
  },
});
const listMs = performance.now();
const values = answers.values() as number[];
const doneMs = performance.now();
const sum = values.reduce((total, value) => total + value, 0);
const answeredMs = endMs - goMs;
process.stdout.write(JSON.stringify({ answeredMs, listedMs: answeredMs + doneMs - listMs, sum }));
