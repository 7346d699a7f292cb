import { readlinkSync } from 'node:fs';
import { parentPort, workerData } from 'node:worker_threads';
import { busyDuring, observe } from '../../../machine/follow/observe.ts';
import { Sysroot } from '../../../machine/sysroot.ts';

// Samples all threads of this process and of its descendants until it is asked to stop: on a thread of its own, because
// what is followed may block every other one.
const { stop, periodMs, callerTid } = workerData as {
  stop: Int32Array;
  periodMs: number;
  callerTid: number | null;
};
const ownTid = Number(readlinkSync('/proc/thread-self').split('/')[2]);
const followed = { pid: process.pid, ownTid, periodNs: periodMs * 1e6 };
const sysroot = new Sysroot();
const nowNs = () => performance.now() * 1e6;
const busy = busyDuring(sysroot, followed, nowNs, () => void Atomics.wait(stop, 0, 0, periodMs));
// The caller was busy with starting us.
const others = new Set([...busy].filter((tid) => tid !== callerTid));
const observed = observe(sysroot, followed, nowNs, others);

parentPort?.postMessage('ready');
while (Atomics.wait(stop, 0, 0, periodMs) === 'timed-out') observed.tick();
parentPort?.postMessage(observed.end());
