import { MessageChannel } from 'node:worker_threads';
import { Piscina } from 'piscina';
import { asError } from '../../base/errors/read-thrown.ts';
import { builtFile } from '../../base/files/package-root.ts';
import type { Slot } from '../../model/trial/plan.ts';
import type { Connection, Engine, EngineSetup, Listener, WorkerGroup } from '../engine.ts';
import { Counters } from '../progress/counters.ts';
import { jobOf, threadHeapMb } from '../protocol/job.ts';
import type { FromWorker } from '../protocol/protocol.ts';
import { TRIAL_PROTOCOL } from '../protocol/trial-protocol.ts';
import { splitLines } from '../transport/lines.ts';
import { isRecord, isText, shaped } from '../transport/message-shape.ts';
import { hearPort } from '../transport/thread.ts';
import type { PoolOutput } from '../worker/entry/pool-entry.ts';

/** Piscina's thread pool, of exactly as many threads as there are workers. It chooses the thread of a task itself. */
export const pool: Engine = {
  name: 'pool',
  async open(slots, setup): Promise<WorkerGroup> {
    const piscina = new Piscina({
      filename: builtFile('worker', 'pool.cjs'),
      minThreads: slots.length,
      maxThreads: slots.length,
      resourceLimits: { maxOldGenerationSizeMb: threadHeapMb(setup.env, ...slots) },
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

const isOutput = shaped({ stream: (name) => name === 'stdout' || name === 'stderr', text: isText });

/** A task prints through its own port, in the order in which it speaks. */
function parse(received: unknown): FromWorker | PoolOutput | null {
  if (isRecord(received) && received.type === 'output')
    return isOutput(received) ? (received as unknown as PoolOutput) : null;
  return TRIAL_PROTOCOL.parse(received);
}

function connect(
  piscina: Piscina,
  slot: Slot,
  setup: EngineSetup,
  counters: Counters,
  listener: Listener,
): Connection {
  const { port1, port2 } = new MessageChannel();
  const stop = new AbortController();
  const printed = {
    stdout: splitLines((line) => listener.output('stdout', line)),
    stderr: splitLines((line) => listener.output('stderr', line)),
  };
  const hearRest = hearPort(port1, { parse }, (message) => {
    if (message.type === 'output') printed[message.stream].take(message.text);
    else listener.message(message);
  });
  const task = { job: jobOf(slot, setup), memory: counters.memory, port: port2 };
  piscina
    .run(task, { transferList: [port2], signal: stop.signal })
    .then(
      () => null,
      (thrown: unknown) => asError(thrown),
    )
    .then((error) => {
      hearRest();
      printed.stdout.end();
      printed.stderr.end();
      listener.exit({ code: error === null ? 0 : 1, signal: null, error });
    });
  return {
    send: (message, transfer = []) => port1.postMessage(message, transfer),
    unitsDone: () => counters.read(slot.index),
    kill: () => stop.abort(),
  };
}
