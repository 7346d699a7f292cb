import { type MessagePort, parentPort, threadId, workerData } from 'node:worker_threads';
import { counterWriter } from '../counters.ts';
import type { Job, ToWorker } from '../protocol.ts';
import { live } from './live.ts';

// One thread and one event loop for all jobs: each is a chain of callbacks, told apart by its slot's number.
const { jobs, memory } = workerData as { jobs: readonly Job[]; memory: SharedArrayBuffer };
const port = parentPort as MessagePort;
const barriers = new Map<number, () => void>();
const staying = new Set(jobs.map((job) => job.index));

port.on('message', ({ slot, message }: { slot: number; message: ToWorker }) => {
  if (message.type === 'go') return barriers.get(slot)?.();
  staying.delete(slot);
  port.postMessage({ slot, left: true });
  if (staying.size === 0) port.close();
});

for (const job of jobs) {
  const go = new Promise<void>((resolve) => barriers.set(job.index, resolve));
  live(job, {
    shared: null,
    threadId,
    send: (message) => port.postMessage({ slot: job.index, message }),
    progress: counterWriter(memory, job.index),
    go: () => go,
  });
}
