import type { EngineName } from '../../model/engines/engines.ts';
import type { Engine, Listener, WorkerExit } from '../engine.ts';
import { ProgressFile } from '../progress/progress-file.ts';
import { startPython } from './python-program.ts';

/** Workers that one program in Python starts and speaks for: its threads, tasks, processes or sub-interpreters. */
export function pythonHost(name: EngineName): Engine {
  return {
    name,
    async open(slots, setup) {
      const progress = ProgressFile.forSlots(slots);
      const listeners = new Map<number, Listener>();
      const leave = (slot: number, end: WorkerExit) => {
        const listener = listeners.get(slot);
        listeners.delete(slot);
        listener?.exit(end);
      };
      const program = startPython(name, slots, null, setup, progress, {
        message: (slot, message) => listeners.get(slot)?.message(message),
        left: (slot, end) => leave(slot, end),
        // What a shared program prints can't be told apart: it is shown under the first worker that is still there.
        output: (stream, line) => [...listeners.values()][0]?.output(stream, line),
        pinRefused: () => {},
        exit: (end) => {
          for (const slot of [...listeners.keys()]) leave(slot, end);
        },
      });
      return {
        connect(slot, listener) {
          listeners.set(slot.index, listener);
          return {
            send: (message) => program.send(slot.index, message),
            unitsDone: () => progress?.read(slot.index) ?? null,
            // One of them can't be ended alone: whoever ends one ends the program.
            kill: () => program.kill(),
          };
        },
        async close() {
          program.kill();
          progress?.close();
        },
      };
    },
  };
}
