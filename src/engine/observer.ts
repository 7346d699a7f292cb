import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { builtFile } from '../base/files/package-root.ts';
import type { ObserverReport } from '../machine/follow/observe.ts';
import { kernelIds } from '../machine/own/kernel.ts';

/** Often enough to miss little of a thread that ends, and for less than a hundredth of a core. */
const PERIOD_MS = 20;

/** Watches this process and its descendants from a thread of its own. */
export interface Observer {
  stop(): Promise<ObserverReport>;
}

/** Resolves once it has looked at everything for the first time. @throws where no thread can be made or /proc isn't there */
export async function startObserver(): Promise<Observer> {
  const stop = new Int32Array(new SharedArrayBuffer(4));
  const worker = new Worker(builtFile('worker', 'observer.cjs'), {
    workerData: { stop, periodMs: PERIOD_MS, callerTid: kernelIds().tid },
    name: 'observer',
    execArgv: [],
  });
  await once(worker, 'message');
  return {
    async stop() {
      const report = once(worker, 'message');
      Atomics.store(stop, 0, 1);
      Atomics.notify(stop, 0);
      const [observed] = (await report) as [ObserverReport];
      await worker.terminate();
      return observed;
    },
  };
}
