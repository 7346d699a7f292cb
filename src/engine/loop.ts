import { Worker } from 'node:worker_threads';
import { builtFile } from '../base/package-root.ts';
import { Counters } from './counters.ts';
import type { Crew, Engine, Listener, WorkerExit } from './engine.ts';
import { jobOf, threadLimits } from './job.ts';
import type { FromWorker } from './protocol.ts';
import { watchThread } from './watch-thread.ts';

type FromLoop = { readonly slot: number } & ({ readonly message: FromWorker } | { readonly left: true });

/** All workers on one thread and one event loop, by turns. The thread isn't our main one, which has to draw. */
export const loop: Engine = {
  name: 'loop',
  async open(slots, setup): Promise<Crew> {
    const counters = new Counters(slots.length);
    const listeners = new Map<number, Listener>();
    const thread = new Worker(builtFile('worker', 'loop.cjs'), {
      workerData: { jobs: slots.map((slot) => jobOf(slot, setup)), memory: counters.memory },
      name: 'loop',
      stdout: true,
      stderr: true,
      execArgv: [],
      ...threadLimits(...slots),
    });
    const leave = (slot: number, end: WorkerExit) => {
      const listener = listeners.get(slot);
      listeners.delete(slot);
      listener?.exit(end);
    };
    thread.on('message', (said: FromLoop) => {
      if ('left' in said) leave(said.slot, { code: 0, signal: null, error: null });
      else listeners.get(said.slot)?.message(said.message);
    });
    watchThread(thread, {
      // What a shared thread prints can't be told apart: it is shown under the first worker that is still there.
      output: (stream, line) => [...listeners.values()][0]?.output(stream, line),
      exit: (end) => {
        for (const slot of [...listeners.keys()]) leave(slot, end);
      },
    });
    return {
      connect(slot, listener) {
        listeners.set(slot.index, listener);
        return {
          send: (message, transfer = []) => thread.postMessage({ slot: slot.index, message }, transfer),
          unitsDone: () => counters.read(slot.index),
          // One of them can't be ended alone: whoever ends one ends the thread.
          kill: () => void thread.terminate(),
        };
      },
      async close() {
        await thread.terminate();
      },
    };
  },
};
