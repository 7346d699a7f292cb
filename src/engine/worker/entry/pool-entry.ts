import { type MessagePort, parentPort, threadId } from 'node:worker_threads';
import { counterWriter } from '../../progress/counters.ts';
import type { Job, ToWorker } from '../../protocol/protocol.ts';
import { Inbox } from '../channel.ts';
import { live } from '../live.ts';

/** What the parent hands over with a task. */
export interface PoolTask {
  readonly job: Job;
  readonly memory: SharedArrayBuffer;
  readonly port: MessagePort;
}

/** What a task prints, in the pieces in which it does. */
export interface PoolOutput {
  readonly type: 'output';
  readonly stream: 'stdout' | 'stderr';
  readonly text: string;
}

/** The function that piscina calls in one of its threads. It returns when the parent lets it leave. */
export default async function task({ job, memory, port }: PoolTask): Promise<void> {
  const left = new Promise<void>((resolve) => port.once('close', resolve));
  const post = port.postMessage.bind(port) as (message: unknown, transfer?: readonly ArrayBuffer[]) => void;
  captureOutput(post);
  silenceParentPort();
  const inbox = new Inbox(() => port.close());
  port.on('message', (message: ToWorker) => inbox.take(message));
  await live(job, {
    shared: null,
    threadId,
    send: (message, transfer = []) => post(message, transfer),
    progress: counterWriter(memory, job.index),
    inbox,
  });
  await left;
}

/** Piscina takes whatever arrives there for a word of its own, and fails; what it says itself goes another way by now. */
function silenceParentPort(): void {
  if (parentPort !== null) parentPort.postMessage = () => {};
}

/** A pool's thread prints on our own stdout by default, across whatever is drawn there: its lines go to us instead. */
function captureOutput(post: (output: PoolOutput) => void): void {
  for (const stream of ['stdout', 'stderr'] as const) {
    process[stream].write = (chunk: string | Uint8Array) => {
      post({ type: 'output', stream, text: String(chunk) });
      return true;
    };
  }
}
