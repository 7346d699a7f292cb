import { ConcurError } from '../../base/errors/errors.ts';
import { usualThreadHeapMb } from '../../engine/threads/memory.ts';
import { listBuffers } from '../../engine/transport/buffers.ts';
import { startThread } from '../../engine/transport/thread.ts';
import * as CELL from '../dispatch/cell.ts';
import { Cells } from '../dispatch/cells.ts';
import type { Range } from '../dispatch/range.ts';
import { MAP_PROTOCOL } from '../protocol/map-protocol.ts';
import type { MapThreadData, MapWorkerData, ToMapWorker } from '../protocol/messages.ts';
import { type MapListener, type MapWorker, mapWorker, type TakeLine } from './worker.ts';

/** What starts workers, and what they share. */
export interface MapWorkerGroup {
  start(slot: number, name: string, listener: MapListener): MapWorker;
  /** Units that a place's workers have answered in shared memory. */
  answeredInMemory(slot: number): number;
  /** The units that a place's worker has claimed last. */
  lastClaim(slot: number): Range;
  /** Whether it can be seen at which unit a worker is, where a batch asks for that. */
  readonly seesPositions: boolean;
  /** Frees what was shared, once all workers are gone. */
  close(): void;
}

export interface GroupSetup extends Omit<MapWorkerData, 'slot' | 'name'> {
  /** What `init` gets. */
  readonly data: unknown;
  readonly workers: number;
  /** Gets what a worker prints; null lets it print where we do. */
  readonly takeLine: ((worker: string, ...line: Parameters<TakeLine>) => void) | null;
}

export function threadGroup(setup: GroupSetup, env: NodeJS.ProcessEnv): MapWorkerGroup {
  const { workers, takeLine, data: _, ...shared } = setup;
  const cells = new Cells(workers);
  const first = firstOrder(setup);
  return {
    start(slot, name, listener) {
      const data: MapThreadData = { slot, name, ...shared, cells: cells.memory };
      const options = { name, heapMb: usualThreadHeapMb(env), capture: takeLine !== null };
      const thread = startThread('map-thread.cjs', data, options, MAP_PROTOCOL, {
        ...listener,
        output: (...line) => takeLine?.(name, ...line),
      });
      if (first !== null) thread.send(first);
      return mapWorker(thread, () => cells.position(slot));
    },
    answeredInMemory: (slot) => cells.read(slot, CELL.done),
    lastClaim: (slot) => cells.lastClaim(slot),
    seesPositions: true,
    close() {},
  };
}

/** What a worker gets first: what its `init` gets; null where it has none. @throws ConcurError (USAGE) where that can’t be cloned */
export function firstOrder({ init, data }: Pick<GroupSetup, 'init' | 'data'>): ToMapWorker | null {
  if (init === null) return null;
  try {
    structuredClone(data);
    return listBuffers({ type: 'init', data } as const);
  } catch (error) {
    throw new ConcurError('USAGE', 'data can’t be cloned, so it can’t be sent to a worker', {
      hint: 'Pass what structuredClone takes: no functions, no sockets.',
      cause: error,
    });
  }
}
