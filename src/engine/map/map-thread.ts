import { Worker } from 'node:worker_threads';
import { builtFile } from '../../base/package-root.ts';
import { readLines } from '../lines.ts';
import { MAP_LEAVE_MS } from '../terminate/patience.ts';
import { usualThreadHeapMb } from '../thread-heap.ts';
import type { Cells } from './cells.ts';
import type { ClaimMemory } from './claim-memory.ts';
import type { MapListener, MapWorker, TakeLine } from './map-worker.ts';
import type { MapJob, MapThreadData } from './protocol.ts';

/** What all threads of a map share. */
export interface ThreadSurroundings {
  readonly cells: Cells;
  readonly claims: ClaimMemory | null;
}

/** @param takeLine gets what the thread prints; null lets it print where we do */
export function startMapThread(
  job: MapJob,
  { cells, claims }: ThreadSurroundings,
  takeLine: TakeLine | null,
  listener: MapListener,
): MapWorker {
  const isCaptured = takeLine !== null;
  const worker = new Worker(builtFile('worker', 'map-thread.cjs'), {
    workerData: {
      ...job,
      cells: cells.memory,
      claims: claims?.buffers ?? null,
    } satisfies MapThreadData,
    name: job.name,
    stdout: isCaptured,
    stderr: isCaptured,
    execArgv: [],
    resourceLimits: { maxOldGenerationSizeMb: usualThreadHeapMb() },
  });
  const printed = isCaptured
    ? Promise.all([
        readLines(worker.stdout, (line) => takeLine('stdout', line)),
        readLines(worker.stderr, (line) => takeLine('stderr', line)),
      ])
    : null;
  let error: Error | null = null;
  let patience: NodeJS.Timeout | null = null;
  worker.on('message', (message) => listener.message(message));
  worker.on('error', (thrown: unknown) => {
    error = thrown instanceof Error ? thrown : new Error(String(thrown));
  });
  worker.on('exit', async (code) => {
    if (patience !== null) clearTimeout(patience);
    await printed;
    listener.exit({ code, signal: null, error });
  });
  const kill = () => void worker.terminate();
  return {
    send: (message) => worker.postMessage(message),
    position() {
      const at = cells.read(job.slot, 'at');
      return at === 0 ? null : at - 1;
    },
    leave() {
      worker.postMessage({ type: 'leave' });
      patience = setTimeout(kill, MAP_LEAVE_MS);
    },
    kill,
  };
}
