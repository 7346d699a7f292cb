import { ConcurError } from '../../base/errors/errors.ts';
import { ProgressFile } from '../../engine/progress/progress-file.ts';
import { startFork } from '../../engine/transport/fork.ts';
import type { Transport } from '../../engine/transport/transport.ts';
import type { Tools } from '../../model/machine/machine.ts';
import { MAP_PROTOCOL } from '../protocol/map-protocol.ts';
import type { MapWorkerData, ToMapWorker } from '../protocol/messages.ts';
import { mapWorker, type TakeLine } from './worker.ts';
import { firstOrder, type GroupSetup, type MapWorkerGroup } from './worker-group.ts';

/** What processes have from us. */
export interface ProcessSetup {
  readonly tools: Tools;
  readonly env: NodeJS.ProcessEnv;
}

/** Starts a process as a worker. Where it is, it tells in the file of counters, as far as there is one. */
type StartProcess = (
  ...given: [...Parameters<MapWorkerGroup['start']>, counters: ProgressFile | null]
) => Transport<ToMapWorker>;

/**
 * A group whose workers are processes, whatever runs in them.
 * @param needsPositions whether it can't do without seeing at which unit a worker is
 */
export function processGroup(workers: number, needsPositions: boolean, start: StartProcess): MapWorkerGroup {
  const positions = ProgressFile.open(workers);
  if (positions === null && needsPositions) {
    throw new ConcurError(
      'CAPABILITY_MISSING',
      'a timeout for processes needs a small file in /dev/shm or the temporary folder',
      {
        hint: 'Make /dev/shm or the temporary folder writable, or leave the timeout out.',
      },
    );
  }
  return {
    start: (slot, name, listener) =>
      mapWorker(start(slot, name, listener, positions), () => positions?.read(slot) ?? 0),
    answeredInMemory: () => 0,
    lastClaim: () => ({ from: 0, to: 0 }),
    seesPositions: positions !== null,
    close: () => positions?.close(),
  };
}

/** Where a process’s output goes. */
export function outputOf(name: string, takeLine: GroupSetup['takeLine']): TakeLine {
  return (stream, line) => {
    if (takeLine === null) process[stream].write(`${line}\n`);
    else takeLine(name, stream, line);
  };
}

/** @param needsPositions whether it can't do without seeing at which unit a worker is */
export function forkGroup(setup: GroupSetup, own: ProcessSetup, needsPositions: boolean): MapWorkerGroup {
  const { workers, takeLine, data: _, ...shared } = setup;
  const first = firstOrder(setup);
  return processGroup(workers, needsPositions, (slot, name, listener, counters) => {
    const data: MapWorkerData = { slot, name, ...shared };
    const options = { ...own, first, cpu: null, counters, encoding: 'advanced', heapMb: null } as const;
    return startFork('map-fork.cjs', data, options, MAP_PROTOCOL, {
      ...listener,
      output: outputOf(name, takeLine),
      pinRefused() {},
    });
  });
}
