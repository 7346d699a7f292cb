import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { builtFile } from '../base/files/package-root.ts';
import type { ObserverReport } from '../machine/follow/observe.ts';
import { kernelIds } from '../machine/own/kernel.ts';

/** Often enough to miss little of a thread that ends, and for less than a hundredth of a core. */
const PERIOD_MS = 20;

/** Cells that the observer waits at, each for another value than 0. */
export const SIGNALS = { stop: 0, workers: 1 } as const;

export interface ObserverData {
  readonly signals: Int32Array;
  readonly periodMs: number;
  readonly callerTid: number | null;
}

/** Watches this process and its descendants from a thread of its own. */
export interface Observer {
  stop(): Promise<ObserverReport>;
}

/** Resolves once it has sampled everything for the first time. @throws where no thread can be made or /proc isn't there */
export async function startObserver(): Promise<Observer> {
  const signals = new Int32Array(new SharedArrayBuffer(8));
  const data: ObserverData = { signals, periodMs: PERIOD_MS, callerTid: kernelIds().tid };
  const worker = new Worker(builtFile('worker', 'observer.cjs'), {
    workerData: data,
    name: 'observer',
    execArgv: [],
  });
  const first = worker.threadId + 1;
  const [isAlone] = (await once(worker, 'message')) as [boolean];
  const started = countWorkers();
  const signal = async (cell: number, value: number) => {
    const answer = once(worker, 'message');
    Atomics.store(signals, cell, value);
    Atomics.notify(signals, cell);
    return (await answer)[0];
  };
  return {
    async stop() {
      await signal(SIGNALS.stop, 1);
      const own = started.end();
      const areOwn = isAlone || nextThreadId() - first === own;
      const report: ObserverReport = await signal(SIGNALS.workers, areOwn ? own + 1 : -1);
      await worker.terminate();
      return report;
    },
  };
}

/** Counts the workers that this thread starts. */
function countWorkers(): { end(): number } {
  let workers = 0;
  const count = () => void workers++;
  process.on('worker', count);
  return {
    end() {
      process.off('worker', count);
      return workers;
    },
  };
}

/** The number that Node gives to the next worker of this process, whichever thread starts it. */
function nextThreadId(): number {
  const worker = new Worker('', { eval: true, execArgv: [] });
  void worker.terminate();
  return worker.threadId;
}
