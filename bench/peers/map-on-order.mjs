import { once } from 'node:events';
import { createPool, parallelMapStream } from '../../dist/index.js';

// Units on workers that are up already. Each line on stdin is an order; what came of it is a line on stdout. The orders:
// `map UNITS CHUNK` (0: as many units in a chunk as suit) brings { ms, sum, most }, of the results; `trips COUNT`
// sends one unit after the other: { ms: [] }.
const [, , reference, engine, workers, broker, lease] = process.argv;
const usual = engine === 'hosts' ? { broker, lease: Number(lease) } : { workers: Number(workers) };
const pools = new Map();
const poolOf = (chunk) => {
  if (!pools.has(chunk)) {
    pools.set(chunk, createPool(reference, { engine, ...usual, ...(chunk === 0 ? {} : { chunk }) }));
  }
  return pools.get(chunk);
};

async function map(units, chunk) {
  const pool = poolOf(chunk);
  const startMs = performance.now();
  const values = await pool.map(units);
  const ms = performance.now() - startMs;
  const most = values.reduce((a, b) => Math.max(a, b));
  return { ms, most, sum: values.reduce((a, b) => a + b) };
}

async function trips(count) {
  const ms = [];
  let sentMs = 0;
  async function* units() {
    for (let i = 0; i < count; i++) {
      sentMs = performance.now();
      yield i;
    }
  }
  const options = { engine, ...usual, chunk: 1, ahead: 1 };
  for await (const _ of parallelMapStream(reference, units(), options)) ms.push(performance.now() - sentMs);
  return { ms };
}

const orders = { map, trips };
let rest = '';
process.stdout.write('up\n');
for await (const text of process.stdin.setEncoding('utf8')) {
  rest += text;
  for (let end = rest.indexOf('\n'); end >= 0; end = rest.indexOf('\n')) {
    const [order, ...words] = rest.slice(0, end).split(' ');
    rest = rest.slice(end + 1);
    const came = await orders[order](...words.map(Number));
    if (!process.stdout.write(`${JSON.stringify(came)}\n`)) await once(process.stdout, 'drain');
  }
}
await Promise.all([...pools.values()].map((pool) => pool.close()));
