import { readlinkSync } from 'node:fs';
import { ThreadReader } from '../../src/machine/thread-reader.ts';

// What a look at a thread costs, once V8 has compiled it.
const looks = Number(process.argv[2]);
const [pid, , tid] = readlinkSync('/proc/thread-self').split('/').map(Number) as [number, number, number];
const reader = new ThreadReader(pid, tid);
let sum = 0;
const look = () => {
  const { cpu = 0, runNs, runDelayNs } = reader.look() ?? {};
  sum += cpu + (runNs ?? 0) + (runDelayNs ?? 0);
};
for (let i = 0; i < looks / 10; i++) look();
const startNs = process.hrtime.bigint();
for (let i = 0; i < looks; i++) look();
const lookNs = Number(process.hrtime.bigint() - startNs) / looks;
process.stdout.write(JSON.stringify({ lookNs, sum }));
