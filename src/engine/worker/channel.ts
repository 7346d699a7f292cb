import type { FromWorker } from '../protocol/protocol.ts';
import type { Inbox } from './inbox.ts';

/** The worker's end of the line to its parent. */
export interface Channel {
  send(message: FromWorker, transfer?: readonly ArrayBuffer[]): void;
  /** Tells how far the work is, as cheaply as this engine can. */
  progress(unitsDone: number, isUrgent?: boolean): void;
  /** Resolves when what was printed is on its way; absent where that is so at once. */
  flushOutput?(): Promise<void>;
  /** What the parent says. */
  readonly inbox: Inbox;
  /** Node's number of the thread: 0 in a process' main thread. */
  readonly threadId: number;
  /** Memory that the trial's workers share, or null. */
  readonly shared: SharedArrayBuffer | null;
}
