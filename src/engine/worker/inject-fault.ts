import type { JobFault } from '../protocol/protocol.ts';
import { leaveWorker } from './leave-worker.ts';

/** The exit code of a worker that leaves without being asked. */
const EXIT_CODE = 7;

/** Makes this worker fail in the given way. */
export async function injectFault(kind: JobFault['kind']): Promise<void> {
  switch (kind) {
    case 'throw':
      throw new Error('an injected fault');
    case 'exit':
      return leaveWorker(EXIT_CODE);
    case 'oom':
      await exhaustHeap();
      break;
    case 'hang':
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
  }
}

/** Fills the heap a little at a time, so that the engine that limits it can still end the thread. */
async function exhaustHeap(): Promise<never> {
  const hoard: number[][] = [];
  for (;;) {
    for (let i = 0; i < 64; i++) hoard.push(new Array(8192).fill(i));
    await new Promise((resolve) => setImmediate(resolve));
  }
}
