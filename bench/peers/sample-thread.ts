import { readlinkSync } from 'node:fs';
import { OpenFiles } from '../../src/machine/follow/open-files.ts';
import { ThreadReader } from '../../src/machine/follow/thread/thread-reader.ts';
import { Sysroot } from '../../src/machine/sysroot.ts';

// What a sample of a thread costs, once V8 has compiled it.
const samples = Number(process.argv[2]);
const [pid, , tid] = readlinkSync('/proc/thread-self').split('/').map(Number) as [number, number, number];
const reader = new ThreadReader(new OpenFiles(new Sysroot()), `/proc/${pid}/task/${tid}`);
let sum = 0;
const sample = () => {
  const clocks = reader.clocks();
  const place = reader.place();
  if (typeof clocks !== 'string') sum += clocks.runNs + clocks.runDelayNs;
  if (typeof place !== 'string') sum += place.cpu;
};
for (let i = 0; i < samples / 10; i++) sample();
const before = process.cpuUsage();
for (let i = 0; i < samples; i++) sample();
const { user, system } = process.cpuUsage(before);
const sampleNs = ((user + system) * 1e3) / samples;
process.stdout.write(JSON.stringify({ sampleNs, sum }));
