import type { WorkerExit } from '../engine.ts';
import type { FromMapWorker, ToMapWorker } from './protocol.ts';

/** A worker of parallelMap, as its parent sees it: the same for threads and processes. */
export interface MapWorker {
  /** @throws DataCloneError where the message can't be cloned; nothing was sent then */
  send(message: ToMapWorker): void;
  /** The index of the unit that it is doing, as far as that can be seen. */
  position(): number | null;
  /** Ends it as soon as it has nothing to do, or soon after. */
  leave(): void;
  /** Ends it at once. */
  kill(): void;
}

export interface MapListener {
  message(message: FromMapWorker): void;
  /** The worker is gone. Called exactly once, after all that it has said. */
  exit(end: WorkerExit): void;
}

/** Takes whole lines that a worker prints. */
export type TakeLine = (stream: 'stdout' | 'stderr', line: string) => void;

/** How a worker ended, in words. */
export function describeEnd({ code, signal, error }: WorkerExit): string {
  if (error !== null) return error.message;
  return signal === null ? `exit code ${code}` : signal;
}
