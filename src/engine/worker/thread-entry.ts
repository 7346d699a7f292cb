import { type MessagePort, parentPort, threadId, workerData } from 'node:worker_threads';
import { counterWriter } from '../counters.ts';
import type { Job, ToWorker } from '../protocol.ts';
import { live } from './live.ts';

const { job, memory, shared } = workerData as {
  job: Job;
  memory: SharedArrayBuffer;
  shared: SharedArrayBuffer;
};
const port = parentPort as MessagePort;

const go = new Promise<void>((resolve) => {
  port.on('message', (message: ToWorker) => (message.type === 'go' ? resolve() : port.close()));
});

live(job, {
  threadId,
  shared,
  send: (message) => port.postMessage(message),
  progress: counterWriter(memory, job.index),
  go: () => go,
});
