import { type ChildProcess, fork } from 'node:child_process';
import { builtFile } from '../base/package-root.ts';
import type { Slot } from '../model/plan.ts';
import type { Connection, Crew, Engine, EngineSetup, Listener } from './engine.ts';
import { heapLimitMb, jobOf } from './job.ts';
import { ProgressFile } from './progress-file.ts';
import { WrappedChild } from './wrapped-child.ts';

/** Where a child finds the file of counters: after its three streams and the channel. */
const PROGRESS_FD = 4;

/** Forks: one process each, pinned before its first instruction, and ended by the kernel when we end. */
export const processes: Engine = {
  name: 'processes',
  async open(slots, setup): Promise<Crew> {
    const progress = ProgressFile.forSlots(slots);
    const children: WrappedChild[] = [];
    return {
      connect(slot, listener) {
        const forked = startFork(slot, setup, progress, listener);
        children.push(forked);
        return connectionTo(forked, () => progress?.read(slot.index) ?? null);
      },
      async close() {
        for (const child of children) child.kill();
        progress?.close();
      },
    };
  },
};

function startFork(
  slot: Slot,
  setup: EngineSetup,
  progress: ProgressFile | null,
  listener: Listener,
): WrappedChild {
  const launch = {
    cpu: slot.cpu,
    tools: setup.tools,
    start: (wrappers: readonly string[]) => forkBehind(wrappers, slot, setup, progress),
    hear: (child: ChildProcess, onMessage: (message: unknown) => void) => void child.on('message', onMessage),
  };
  return new WrappedChild(launch, listener);
}

function connectionTo(forked: WrappedChild, unitsDone: () => number | null): Connection {
  return {
    send(message) {
      // A child that is just ending closes the channel first: its exit tells the rest.
      if (forked.child.connected) forked.child.send(message, () => {});
    },
    unitsDone,
    kill: () => forked.kill(),
  };
}

function forkBehind(
  wrappers: readonly string[],
  slot: Slot,
  setup: EngineSetup,
  progress: ProgressFile | null,
): ChildProcess {
  const [execPath = process.execPath, ...rest] = [...wrappers, process.execPath];
  const heapMb = heapLimitMb(slot);
  return fork(
    builtFile('worker', 'fork.cjs'),
    [JSON.stringify(jobOf(slot, setup)), ...(progress === null ? [] : [`${PROGRESS_FD}`])],
    {
      execPath,
      execArgv: heapMb === null ? rest : [...rest, `--max-old-space-size=${heapMb}`],
      env: { ...setup.env, ...slot.env },
      // What the user's functions take and give is more than JSON can say.
      serialization: setup.profiling === null ? 'json' : 'advanced',
      stdio: ['ignore', 'pipe', 'pipe', 'ipc', ...(progress === null ? [] : [progress.fd])],
    },
  );
}
