import { readlinkSync } from 'node:fs';
import { parentPort, workerData } from 'node:worker_threads';
import { busyDuring, type Clocks, observe } from '../../../machine/follow/observe.ts';
import { hasOtherEventLoops } from '../../../machine/own/event-loops.ts';
import { endedChildrenTimeNs, processTimeNs } from '../../../machine/proc/program-times.ts';
import { Sysroot } from '../../../machine/sysroot.ts';
import { type ObserverData, SIGNALS } from '../../observer.ts';

// Samples all threads of this process and of its descendants until it is asked to stop: on a thread of its own, because
// what is followed may block every other one.
const { signals, periodMs, callerTid } = workerData as ObserverData;
const ownTid = Number(readlinkSync('/proc/thread-self').split('/')[2]);
const sysroot = new Sysroot();
const clocks: Clocks = {
  nowNs: () => performance.now() * 1e6,
  chargedNs(descendants) {
    const { user, system } = process.cpuUsage();
    const children = [endedChildrenTimeNs(sysroot), ...descendants.map((pid) => processTimeNs(sysroot, pid))];
    return children.reduce((sum: number, ns) => sum + (ns ?? 0), (user + system) * 1e3);
  },
};
const followed = { pid: process.pid, ownTid, callerTid, isAlone: !hasOtherEventLoops(sysroot) };
const sleep = () => Atomics.wait(signals, SIGNALS.stop, 0, periodMs) === 'timed-out';
const busy = busyDuring(sysroot, followed, clocks, sleep);
const observed = observe(sysroot, { ...followed, periodNs: periodMs * 1e6, busyBefore: busy }, clocks);

parentPort?.postMessage(followed.isAlone);
while (sleep()) observed.tick();
observed.end();
parentPort?.postMessage('ended');
Atomics.wait(signals, SIGNALS.workers, 0);
const workers = Atomics.load(signals, SIGNALS.workers);
parentPort?.postMessage(observed.report(workers < 0 ? null : workers - 1));
