import { threadId } from 'node:worker_threads';
import { counterWriter } from '../../progress/counters.ts';
import type { Job, ToWorker } from '../../protocol/protocol.ts';
import type { FromSlot } from '../../protocol/trial-protocol.ts';
import { Inbox } from '../channel.ts';
import { flushOutput, openThreadLine } from '../line/thread-line.ts';
import { live } from '../live.ts';

/** What the thread of an event loop is given. */
export interface LoopData {
  readonly jobs: readonly Job[];
  readonly memory: SharedArrayBuffer;
}

/** What one of its workers is told. */
export interface ToSlot {
  readonly slot: number;
  readonly message: ToWorker;
}

// One thread and one event loop for all jobs: each is a chain of callbacks, told apart by its slot's number.
const { data, send, receive, close } = openThreadLine<LoopData, ToSlot, FromSlot>();
const inboxes = new Map<number, Inbox>();

receive(({ slot, message }) => inboxes.get(slot)?.take(message));

for (const job of data.jobs) {
  const slot = job.index;
  const inbox = new Inbox(() => {
    inboxes.delete(slot);
    send({ slot, left: true });
    if (inboxes.size === 0) close();
  });
  inboxes.set(slot, inbox);
  live(job, {
    shared: null,
    threadId,
    send: (message, transfer) => send({ slot, message }, transfer),
    progress: counterWriter(data.memory, slot),
    flushOutput,
    inbox,
  });
}
