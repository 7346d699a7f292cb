import { threadId } from 'node:worker_threads';
import { counterWriter } from '../../progress/counters.ts';
import type { FromWorker, Job, ToWorker } from '../../protocol/protocol.ts';
import { Inbox } from '../channel.ts';
import { flushOutput, openThreadLine } from '../line/thread-line.ts';
import { live } from '../live.ts';

/** What a thread of a trial is given. */
export interface ThreadData {
  readonly job: Job;
  readonly memory: SharedArrayBuffer;
  readonly shared: SharedArrayBuffer;
}

const { data, send, receive, close } = openThreadLine<ThreadData, ToWorker, FromWorker>();
const { job, memory, shared } = data;

const inbox = new Inbox(close);
receive((message) => inbox.take(message));

live(job, { threadId, shared, send, progress: counterWriter(memory, job.index), flushOutput, inbox });
