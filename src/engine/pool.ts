import { MessageChannel } from 'node:worker_threads';
import { Piscina } from 'piscina';
import { builtFile } from '../base/package-root.ts';
import type { Slot } from '../model/plan.ts';
import { Counters } from './counters.ts';
import type { Connection, Crew, Engine, EngineSetup, Listener } from './engine.ts';
import { jobOf, threadLimits } from './job.ts';
import { clean } from './lines.ts';

/** Piscina's thread pool, of exactly as many threads as there are workers. It chooses the thread of a task itself. */
export const pool: Engine = {
  name: 'pool',
  async open(slots, setup): Promise<Crew> {
    const piscina = new Piscina({
      filename: builtFile('worker', 'pool.cjs'),
      minThreads: slots.length,
      maxThreads: slots.length,
      execArgv: [],
      ...threadLimits(...slots),
    });
    // A thread that dies is reported by its task; what piscina says besides has no further receiver.
    piscina.on('error', () => {});
    const counters = new Counters(slots.length);
    return {
      connect: (slot, listener) => connect(piscina, slot, setup, counters, listener),
      close: () => piscina.destroy(),
    };
  },
};

function connect(
  piscina: Piscina,
  slot: Slot,
  setup: EngineSetup,
  counters: Counters,
  listener: Listener,
): Connection {
  const { port1, port2 } = new MessageChannel();
  const stop = new AbortController();
  port1.on('message', (message) => {
    if (message.type === 'output') listener.output(message.stream, clean(message.line));
    else listener.message(message);
  });
  const task = { job: jobOf(slot, setup), memory: counters.memory, port: port2 };
  piscina
    .run(task, { transferList: [port2], signal: stop.signal })
    .then(
      () => null,
      (error: Error) => error,
    )
    .then((error) => {
      port1.close();
      listener.exit({ code: error === null ? 0 : 1, signal: null, error });
    });
  return {
    send: (message, transfer = []) => port1.postMessage(message, transfer),
    unitsDone: () => counters.read(slot.index),
    kill: () => stop.abort(),
  };
}
