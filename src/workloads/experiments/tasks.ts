import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { builtFile } from '../../base/files/package-root.ts';
import type { CreateWork } from '../../model/trial/workload.ts';

/** Tasks that are at work at the same time. */
const LANES = 2;

/** Runs one task on a thread and tells the kernel's ID of it. */
type RunTask = () => Promise<number | null>;

/**
 * Tiny tasks on threads: a unit is a task. `mode`: `spawn` starts a thread for each task and lets it end; `reuse`
 * starts one for each lane, and sends it task after task.
 */
export const createWork: CreateWork = (params) => {
  const tids: (number | null)[] = [];
  let lanes: RunTask[] | null = null;
  return {
    async run(count) {
      lanes ??= Array.from({ length: LANES }, () =>
        params.mode === 'spawn' ? runOnNewThread : reusedThread(),
      );
      let left = count;
      const work = async (runTask: RunTask) => {
        while (left-- > 0) tids.push(await runTask());
      };
      await Promise.all(lanes.map(work));
    },
    digest: () => `${tids.length} tasks`,
    finding: () => ({ tasks: tids.length, tids: tids.includes(null) ? null : new Set(tids).size }),
  };
};

const TASK = () => builtFile('workloads', 'tiny-task.cjs');

async function runOnNewThread(): Promise<number | null> {
  const thread = new Worker(TASK());
  thread.postMessage('go');
  const [tid] = await once(thread, 'message');
  await thread.terminate();
  return tid as number | null;
}

function reusedThread(): RunTask {
  const thread = new Worker(TASK());
  // It is there for whoever sends a task, and holds nobody back who has none left.
  thread.unref();
  return async () => {
    thread.ref();
    thread.postMessage('go');
    const [tid] = await once(thread, 'message');
    thread.unref();
    return tid as number | null;
  };
}
