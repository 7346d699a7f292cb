import { readlinkSync } from 'node:fs';
import { parentPort, workerData } from 'node:worker_threads';
import { readProcessTree } from '../../machine/process-tree.ts';
import { Sysroot } from '../../machine/sysroot.ts';
import { TreeClocks } from '../../machine/tree-clocks.ts';
import type { ObserverReport } from '../observer.ts';

// Looks at all threads of this process and of its descendants until it is told to stop: on a thread of its own, because
// what is watched may block every other one.
const { stop, periodMs } = workerData as { stop: Int32Array; periodMs: number };
const ownTid = Number(readlinkSync('/proc/thread-self').split('/')[2]);
const sysroot = new Sysroot();
const clocks = new TreeClocks();
let longestGapMs = 0;

const look = () => {
  const others = readProcessTree(sysroot, process.pid).filter(({ tid }) => tid !== ownTid);
  clocks.look(others, performance.now() * 1e6);
};

look();
parentPort?.postMessage('ready');
let lastMs = performance.now();
while (Atomics.wait(stop, 0, 0, periodMs) === 'timed-out') {
  look();
  const nowMs = performance.now();
  longestGapMs = Math.max(longestGapMs, nowMs - lastMs - periodMs);
  lastMs = nowMs;
}
look();
parentPort?.postMessage({ totals: clocks.totals(), longestGapMs } satisfies ObserverReport);
