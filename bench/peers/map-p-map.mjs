import pMap from 'p-map';
import tiny from './tiny.cjs';

// The tiny task with p-map: so many at a time as there would be workers, and all of them on one thread.
const [, , workers, tasks] = process.argv;
const indexes = Array.from({ length: Number(tasks) }, (_, index) => index);
const doAll = (some) => pMap(some, tiny, { concurrency: Number(workers) });
await doAll(indexes.slice(0, 1_000));
const goMs = performance.now();
const values = await doAll(indexes);
const listedMs = performance.now() - goMs;
const sum = values.reduce((total, value) => total + value, 0);
process.stdout.write(JSON.stringify({ answeredMs: listedMs, listedMs, sum }));
