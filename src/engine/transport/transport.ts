import type { WorkerExit } from '../engine.ts';

// What carries messages between us and a worker, whatever these messages are about.

/** A worker, as its parent reaches it. */
export interface Transport<To> {
  /**
   * @param transfer memory in the message that changes hands, where that is possible
   * @throws DataCloneError where the message can't be cloned; nothing was sent then
   */
  send(message: To, transfer?: readonly ArrayBuffer[]): void;
  /** Ends it at once, whatever it is doing. May be called more than once, and after its end. */
  kill(): void;
  /** Asks it to leave, and ends it where it hasn't left after so long. */
  leave(patienceMs: number): void;
  /** Whether our process stays alive for it, as `ref` and `unref` of Node’s own handles: at first it does. */
  setRef(isRef: boolean): void;
}

/** What a worker's life is reported to. */
export interface TransportListener<From> {
  message(message: From): void;
  /** A line that it printed. */
  output(stream: 'stdout' | 'stderr', line: string): void;
  /** The kernel, or taskset, refused the CPU that was asked for; the worker starts without it. */
  pinRefused(why: string): void;
  /** It is gone. Called exactly once, and nothing is called after it. */
  exit(end: WorkerExit): void;
}

/** What workers can say. */
export interface Protocol<From> {
  /** What was said; null where that is no message. */
  parse(received: unknown): From | null;
  /** Whether what was printed before this message has to come before it. */
  followsOutput(message: From): boolean;
}

export const LEAVE = { type: 'leave' } as const;
