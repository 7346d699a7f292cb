import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { builtFile } from '../../base/files/package-root.ts';
import type { CreateWork } from '../../model/trial/workload.ts';

/**
 * A program that starts a helper and is then done. The helper writes a file after `delayMs`, if it lives that long.
 * `mode`: `ref` and `unref` are worker threads, `detached` is a child process.
 */
export const createWork: CreateWork = (params, host) => {
  const file = join(host.scratchDir ?? '', `${host.name}.txt`);
  const delayMs = Number(params.delayMs);
  return {
    async run() {
      if (params.mode === 'detached') return startDetached(file, delayMs);
      const helper = new Worker(builtFile('workloads', 'late-writer.cjs'), { workerData: { file, delayMs } });
      await once(helper, 'online');
      if (params.mode === 'unref') helper.unref();
    },
    digest: () => String(params.mode),
  };
};

async function startDetached(file: string, delayMs: number): Promise<void> {
  const helper = spawn(process.execPath, [builtFile('workloads', 'late-writer.cjs'), file, `${delayMs}`], {
    detached: true,
    stdio: 'ignore',
  });
  await once(helper, 'spawn');
  helper.unref();
}
