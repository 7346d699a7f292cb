import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parallelMapStream } from '../../dist/index.js';

// parallelMapStream over so many inputs that come one after the other: the most memory (Pss) that all of it took, and how long.
const [, , inputs, workers] = process.argv;
const EVERY = 20_000;
let [most, sum] = [0, 0];
const startMs = performance.now();
const stream = parallelMapStream(
  fileURLToPath(new URL('tiny.cjs', import.meta.url)),
  numbers(Number(inputs)),
  {
    workers: Number(workers),
  },
);
for await (const { index, value } of stream) {
  sum += value;
  if (index % EVERY === 0) most = Math.max(most, pssBytes());
}
process.stdout.write(JSON.stringify({ ms: performance.now() - startMs, most, sum }));

function* numbers(count) {
  for (let i = 0; i < count; i++) yield i;
}

function pssBytes() {
  return 1024 * Number(/^Pss: +(\d+)/m.exec(readFileSync('/proc/self/smaps_rollup', 'latin1'))?.[1]);
}
