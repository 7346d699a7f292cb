import type { Engine, Listener, WorkerExit, WorkerGroup } from '../engine.ts';
import { Counters } from '../progress/counters.ts';
import { jobOf, threadHeapMb } from '../protocol/job.ts';
import { SLOT_PROTOCOL } from '../protocol/trial-protocol.ts';
import { startThread } from '../transport/thread.ts';
import type { Transport } from '../transport/transport.ts';
import type { LoopData, ToSlot } from '../worker/entry/loop-entry.ts';

/** All workers on one thread and one event loop, by turns. The thread isn't our main one, which has to draw. */
export const loop: Engine = {
  name: 'loop',
  async open(slots, setup): Promise<WorkerGroup> {
    const counters = new Counters(slots.length);
    const listeners = new Map<number, Listener>();
    const leave = (slot: number, end: WorkerExit) => {
      const listener = listeners.get(slot);
      listeners.delete(slot);
      listener?.exit(end);
    };
    const data: LoopData = { jobs: slots.map((slot) => jobOf(slot, setup)), memory: counters.memory };
    const options = { name: 'loop', heapMb: threadHeapMb(setup.env, ...slots), capture: true };
    const thread: Transport<ToSlot> = startThread('loop.cjs', data, options, SLOT_PROTOCOL, {
      message(received) {
        if ('left' in received) leave(received.slot, { code: 0, signal: null, error: null });
        else listeners.get(received.slot)?.message(received.message);
      },
      // What a shared thread prints can't be told apart: it is shown under the first worker that is still there.
      output: (stream, line) => [...listeners.values()][0]?.output(stream, line),
      exit(end) {
        for (const slot of [...listeners.keys()]) leave(slot, end);
      },
    });
    return {
      connect(slot, listener) {
        listeners.set(slot.index, listener);
        return {
          send: (message, transfer) => thread.send({ slot: slot.index, message }, transfer),
          unitsDone: () => counters.read(slot.index),
          // One of them can't be ended alone: whoever ends one ends the thread.
          kill: thread.kill,
        };
      },
      async close() {
        thread.kill();
      },
    };
  },
};
