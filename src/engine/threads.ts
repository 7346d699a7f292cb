import { Worker } from 'node:worker_threads';
import { builtFile } from '../base/package-root.ts';
import type { Slot } from '../model/plan.ts';
import { Counters } from './counters.ts';
import type { Connection, Crew, Engine, EngineSetup, Listener } from './engine.ts';
import { jobOf, threadLimits } from './job.ts';
import { watchThread } from './watch-thread.ts';

/** Room for cells that lie far apart; the kernel makes a page of it real when somebody writes there. */
const SHARED_BYTES = 64 * 1024;

/** Worker threads of this process: one V8 isolate each, memory shared only where a SharedArrayBuffer is. */
export const threads: Engine = {
  name: 'threads',
  async open(slots, setup): Promise<Crew> {
    const counters = new Counters(slots.length);
    const shared = new SharedArrayBuffer(SHARED_BYTES);
    const connections: Connection[] = [];
    return {
      connect(slot, listener) {
        const connection = connect(slot, { setup, counters, shared, listener });
        connections.push(connection);
        return connection;
      },
      async close() {
        for (const connection of connections) connection.kill();
      },
    };
  },
};

interface Surroundings {
  readonly setup: EngineSetup;
  readonly counters: Counters;
  readonly shared: SharedArrayBuffer;
  readonly listener: Listener;
}

function connect(slot: Slot, { setup, counters, shared, listener }: Surroundings): Connection {
  const worker = new Worker(builtFile('worker', 'thread.cjs'), {
    workerData: { job: jobOf(slot, setup), memory: counters.memory, shared },
    name: slot.name,
    stdout: true,
    stderr: true,
    execArgv: [],
    ...threadLimits(slot),
  });
  worker.on('message', (message) => listener.message(message));
  watchThread(worker, listener);
  return {
    send: (message, transfer = []) => worker.postMessage(message, transfer),
    unitsDone: () => counters.read(slot.index),
    kill: () => void worker.terminate(),
  };
}
