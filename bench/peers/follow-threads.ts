import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Sysroot } from '../../src/machine/sysroot.ts';
import { Follower } from '../../src/run/watch/follow/follower.ts';

// What it costs to follow so many threads of a made-up /proc, all of which wait for one lock: asleep, and each awake for a moment
// between two samples. Wants --expose-gc.
const [root = '', count = ''] = process.argv.slice(2);
const PID = 100_000;
const PERIOD_NS = 50e6;
const BORN_NS = 1e6;
/** Threads and processes are looked for anew at every twentieth. */
const SAMPLES = 20;
const FIELDS_OF_STAT = 50;

const tids = Array.from({ length: Number(count) }, (_, index) => PID + index);
const folderOf = (tid: number) => join(root, `proc/${PID}/task/${tid}`);
const runFor = (tid: number, runNs: number) =>
  writeFileSync(join(folderOf(tid), 'schedstat'), `${runNs} 0 7\n`);

const files = {
  stat: `1 (w) S ${Array(FIELDS_OF_STAT).fill(1).join(' ')}\n`,
  status: 'Name:\tw\nState:\tS\nSigIgn:\t0\nCpus_allowed_list:\t0-1\nvoluntary_ctxt_switches:\t3\n',
  syscall: '202 0x7f0010 0x80 0x2 0x0 0x0 0x0 0x7ffd 0x7f00\n',
  children: '',
};
for (const tid of tids) {
  mkdirSync(folderOf(tid), { recursive: true });
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folderOf(tid), name), text);
  runFor(tid, BORN_NS);
}
writeFileSync(join(root, 'proc/loadavg'), '0.1 0.1 0.1 1/100 500\n');

const held = () => {
  (globalThis as { gc?: () => void }).gc?.();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
};
const before = held();
const follower = new Follower(new Sysroot(root), PID, false);
let sample = 0;
/** @returns the CPU time of a sample, in ns */
const costOf = (samples: number, act: () => void = () => {}) => {
  let us = 0;
  for (let taken = 0; taken < samples; taken++) {
    act();
    const start = process.cpuUsage();
    follower.sample(++sample * PERIOD_NS);
    const { user, system } = process.cpuUsage(start);
    us += user + system;
  }
  return (us * 1e3) / samples;
};
const wakeAll = () => {
  for (const tid of tids) runFor(tid, BORN_NS * (1 + sample));
};
const firstNs = costOf(1);
costOf(SAMPLES);
const asleepNs = costOf(2 * SAMPLES);
const awakeNs = costOf(SAMPLES, wakeAll);
const bytes = held() - before;
follower.close();
process.stdout.write(JSON.stringify({ firstNs, asleepNs, awakeNs, bytes }));
