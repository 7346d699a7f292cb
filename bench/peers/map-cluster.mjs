import cluster from 'node:cluster';
import { mapChunks, serve, startWorkers } from './cluster-chunks.mjs';
import tiny from './tiny.cjs';

// The tiny task in processes of node:cluster, in chunks of 100.
const CHUNK = 100;
const [, , count, tasks] = process.argv;

if (cluster.isPrimary) await measure();
else serve(({ from, to }) => Array.from({ length: to - from }, (_, at) => tiny(from + at)));

async function measure() {
  const workers = await startWorkers(Number(count));
  await listOf(workers, Number(count) * CHUNK);
  const goMs = performance.now();
  const values = await listOf(workers, Number(tasks));
  const listedMs = performance.now() - goMs;
  const sum = values.reduce((total, value) => total + value, 0);
  process.stdout.write(JSON.stringify({ answeredMs: listedMs, listedMs, sum }));
  cluster.disconnect();
}

async function listOf(workers, total) {
  const values = [];
  for await (const some of mapChunks(workers, chunksOf(total))) values.push(...some);
  return values;
}

function* chunksOf(total) {
  for (let from = 0; from < total; from += CHUNK) yield { from, to: Math.min(total, from + CHUNK) };
}
