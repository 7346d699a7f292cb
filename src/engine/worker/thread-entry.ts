import { type MessagePort, parentPort, threadId, workerData } from 'node:worker_threads';
import { counterWriter } from '../counters.ts';
import type { Job, ToWorker } from '../protocol.ts';
import { Inbox } from './inbox.ts';
import { live } from './live.ts';

const { job, memory, shared } = workerData as {
  job: Job;
  memory: SharedArrayBuffer;
  shared: SharedArrayBuffer;
};
const port = parentPort as MessagePort;

const inbox = new Inbox(() => port.close());
port.on('message', (message: ToWorker) => inbox.take(message));

live(job, {
  threadId,
  shared,
  send: (message, transfer = []) => port.postMessage(message, transfer),
  progress: counterWriter(memory, job.index),
  inbox,
});
