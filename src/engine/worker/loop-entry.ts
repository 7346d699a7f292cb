import { type MessagePort, parentPort, threadId, workerData } from 'node:worker_threads';
import { counterWriter } from '../counters.ts';
import type { Job, ToWorker } from '../protocol.ts';
import { Inbox } from './inbox.ts';
import { live } from './live.ts';

// One thread and one event loop for all jobs: each is a chain of callbacks, told apart by its slot's number.
const { jobs, memory } = workerData as { jobs: readonly Job[]; memory: SharedArrayBuffer };
const port = parentPort as MessagePort;
const inboxes = new Map<number, Inbox>();

port.on('message', ({ slot, message }: { slot: number; message: ToWorker }) =>
  inboxes.get(slot)?.take(message),
);

for (const job of jobs) {
  const slot = job.index;
  const inbox = new Inbox(() => {
    inboxes.delete(slot);
    port.postMessage({ slot, left: true });
    if (inboxes.size === 0) port.close();
  });
  inboxes.set(slot, inbox);
  live(job, {
    shared: null,
    threadId,
    send: (message, transfer = []) => port.postMessage({ slot, message }, transfer),
    progress: counterWriter(memory, slot),
    inbox,
  });
}
