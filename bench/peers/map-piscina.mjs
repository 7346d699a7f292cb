import { fileURLToPath } from 'node:url';
import { Piscina } from 'piscina';

// Piscina on the same task: so many tasks at a time that no worker waits for the next, and its threads up before.
const [, , workers, tasks] = process.argv;
const threads = Number(workers);
const pool = new Piscina({
  filename: fileURLToPath(new URL('tiny.cjs', import.meta.url)),
  minThreads: threads,
  maxThreads: threads,
  concurrentTasksPerWorker: 64,
});
await Promise.all(Array.from({ length: threads * 64 }, () => pool.run(0)));
const goMs = performance.now();
const values = new Array(Number(tasks));
let next = 0;
const chain = async () => {
  for (let index = next++; index < values.length; index = next++) values[index] = await pool.run(index);
};
await Promise.all(Array.from({ length: threads * 64 }, chain));
const listedMs = performance.now() - goMs;
const sum = values.reduce((total, value) => total + value, 0);
process.stdout.write(JSON.stringify({ answeredMs: listedMs, listedMs, sum }));
await pool.destroy();
