import cluster from 'node:cluster';
import { once } from 'node:events';
import { createReadStream, createWriteStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { mapChunks, serve, startWorkers } from './cluster-chunks.mjs';
import hashRow from './hash-row.cjs';

// The lines of a file in processes of node:cluster, in chunks of 100: the workers parse, compute and write JSON.
const CHUNK = 100;
const [, , count, input, output] = process.argv;

if (cluster.isPrimary) await hashFile();
else serve((lines) => lines.map((line) => `${JSON.stringify(hashRow(JSON.parse(line)))}\n`).join(''));

async function hashFile() {
  const workers = await startWorkers(Number(count));
  const out = createWriteStream(output);
  for await (const text of mapChunks(workers, chunksOf(input))) {
    if (!out.write(text)) await once(out, 'drain');
  }
  out.end();
  cluster.disconnect();
}

async function* chunksOf(file) {
  let lines = [];
  for await (const line of createInterface({ input: createReadStream(file) })) {
    if (lines.push(line) < CHUNK) continue;
    yield lines;
    lines = [];
  }
  if (lines.length > 0) yield lines;
}
