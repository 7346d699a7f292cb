import { messageOf } from '../../base/errors/read-thrown.ts';
import type { WorkerExit } from '../../engine/engine.ts';
import { quotedEnd } from '../../engine/transport/stderr-end.ts';
import { MAP_LEAVE_MS } from '../../engine/transport/terminate.ts';
import type { Transport, TransportListener } from '../../engine/transport/transport.ts';
import type { FromMapWorker, ToMapWorker } from '../protocol/messages.ts';

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
  /** Whether our process stays alive for it: at first it does. */
  setRef(isRef: boolean): void;
}

/** Hears what a worker says, and its end after all that. */
export type MapListener = Pick<TransportListener<FromMapWorker>, 'message' | 'exit'>;

/** Takes whole lines that a worker prints. */
export type TakeLine = (stream: 'stdout' | 'stderr', line: string) => void;

/** @param readAt the index of the unit that it is doing plus one; 0 where none is known */
export function mapWorker(transport: Transport<ToMapWorker>, readAt: () => number): MapWorker {
  return {
    send: (message) => transport.send(message),
    position() {
      const at = readAt();
      return at === 0 ? null : at - 1;
    },
    leave: () => transport.leave(MAP_LEAVE_MS),
    kill: transport.kill,
    setRef: transport.setRef,
  };
}

/** How a worker ended, in words. */
export function describeEnd(end: WorkerExit): string {
  const { code, signal, error } = end;
  if (error !== null) return messageOf(error);
  return `${signal === null ? `exit code ${code}` : signal}${quotedEnd(end)}`;
}
