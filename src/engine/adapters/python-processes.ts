import type { Engine, WorkerGroup } from '../engine.ts';
import { ProgressFile } from '../progress/progress-file.ts';
import { type PythonProgram, startPython } from './python-program.ts';

/** Interpreters: one process each, with a lock (GIL) of its own, pinned before its first instruction. */
export const pythonProcesses: Engine = {
  name: 'python-processes',
  async open(slots, setup): Promise<WorkerGroup> {
    const progress = ProgressFile.forSlots(slots);
    const programs: PythonProgram[] = [];
    return {
      connect(slot, listener) {
        const program = startPython('python-processes', [slot], slot.cpu, setup, progress, {
          message: (_slot, message) => listener.message(message),
          // Its end follows, unless a thread of its own holds it open: that decides, not its word.
          left: () => {},
          output: (stream, line) => listener.output(stream, line),
          pinRefused: (why) => listener.pinRefused(why),
          exit: (end) => listener.exit(end),
        });
        programs.push(program);
        return {
          send: (message) => program.send(slot.index, message),
          unitsDone: () => progress?.read(slot.index) ?? null,
          kill: () => program.kill(),
        };
      },
      async close() {
        for (const program of programs) program.kill();
        progress?.close();
      },
    };
  },
};
