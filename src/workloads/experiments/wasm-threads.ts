import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { builtFile } from '../../base/files/package-root.ts';
import { type OwnThread, ownThreads, threadsSince } from '../../machine/own/own-threads.ts';
import type { CreateWork } from '../../model/trial/workload.ts';
import { sharedPage } from './wasm/adder.ts';

const THREADS = 2;
/** Some 10 ms of adding. */
const ADDS = 1_000_000;

/**
 * Two threads of its own run the same native code (WebAssembly) on one memory that they share: a unit is a million
 * atomic additions on each. It finds the total, and what each thread of its process did meanwhile.
 */
export const createWork: CreateWork = async () => {
  const memory = sharedPage();
  const threads = await Promise.all(Array.from({ length: THREADS }, () => startThread(memory)));
  let added = 0;
  let before: OwnThread[] | null = null;
  return {
    async run(count) {
      before ??= ownThreads();
      for (const thread of threads) thread.postMessage(count * ADDS);
      await Promise.all(threads.map((thread) => once(thread, 'message')));
      added += count * ADDS * THREADS;
    },
    digest: () => `${added}`,
    finding() {
      const did = threadsSince(before ?? [], ownThreads());
      for (const thread of threads) thread.unref();
      // The cell has 32 bits, as an unsigned number.
      const total = (new Int32Array(memory.buffer)[0] as number) >>> 0;
      return { total, expected: added % 2 ** 32, threads: did.map((thread) => ({ ...thread })) };
    },
  };
};

async function startThread(memory: object): Promise<Worker> {
  const thread = new Worker(builtFile('workloads', 'wasm-thread.cjs'), { workerData: memory });
  await once(thread, 'message');
  return thread;
}
