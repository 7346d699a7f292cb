import type { Engine, WorkerGroup } from '../engine.ts';
import { Counters } from '../progress/counters.ts';
import { jobOf, threadHeapMb } from '../protocol/job.ts';
import type { ToWorker } from '../protocol/protocol.ts';
import { TRIAL_PROTOCOL } from '../protocol/trial-protocol.ts';
import { startThread } from '../transport/thread.ts';
import type { Transport } from '../transport/transport.ts';
import type { ThreadData } from '../worker/entry/thread-entry.ts';

/** Room for cells that lie far apart; the kernel makes a page of it real when somebody writes there. */
const SHARED_BYTES = 64 * 1024;

/** Worker threads of this process: one V8 isolate each, memory shared only where a SharedArrayBuffer is. */
export const threads: Engine = {
  name: 'threads',
  async open(slots, setup): Promise<WorkerGroup> {
    const counters = new Counters(slots.length);
    const shared = new SharedArrayBuffer(SHARED_BYTES);
    const started: Transport<ToWorker>[] = [];
    return {
      connect(slot, listener) {
        const data: ThreadData = { job: jobOf(slot, setup), memory: counters.memory, shared };
        const options = { name: slot.name, heapMb: threadHeapMb(setup.env, slot), capture: true };
        const thread: Transport<ToWorker> = startThread(
          'thread.cjs',
          data,
          options,
          TRIAL_PROTOCOL,
          listener,
        );
        started.push(thread);
        return { ...thread, unitsDone: () => counters.read(slot.index) };
      },
      async close() {
        for (const thread of started) thread.kill();
      },
    };
  },
};
