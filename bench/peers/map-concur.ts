import { fileURLToPath } from 'node:url';
import { readMapInputs } from '../../src/map/inputs.ts';
import { MapPool } from '../../src/map/pool.ts';
import { readPoolRequest } from '../../src/map/request.ts';

/** V8 compiles in the background what ran at the start, this program and its workers: it is over with that by then. */
const SETTLE_MS = 250;

// parallelMap on a tiny task, from when all workers are ready: to all answers in memory, and to the list of them.
const [, , engine, workers, chunk, tasks] = process.argv;
const inputs = readMapInputs(Number(tasks));
const request = readPoolRequest(fileURLToPath(new URL('tiny.cjs', import.meta.url)), {
  engine: engine as 'threads' | 'processes',
  workers: Number(workers),
  ...(chunk === 'auto' ? {} : { chunk: Number(chunk) }),
});
let goMs = 0;
const beforeWork = () => {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT)), 0, 0, SETTLE_MS);
  goMs = performance.now();
};
const context = { env: process.env, takeLine: null, warn() {}, beforeWork };
const pool = new MapPool(request, context, inputs.total);
const answers = await pool.run(inputs, { onError: 'raise', signal: null, onProgress: null });
const endMs = performance.now();
await pool.close();
const listMs = performance.now();
const values = answers.values() as number[];
const doneMs = performance.now();
const sum = values.reduce((total, value) => total + value, 0);
const answeredMs = endMs - goMs;
process.stdout.write(JSON.stringify({ answeredMs, listedMs: answeredMs + doneMs - listMs, sum }));
