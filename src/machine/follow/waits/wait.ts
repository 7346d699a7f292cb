import type { WaitKind, WaitObject } from '../../../model/waits.ts';

/** One thing that threads of a process are blocked in. There is one object of each: they can be compared. */
export interface Wait {
  readonly kind: WaitKind;
  readonly pid: number;
  /** The system call's name; null outside of one, or where only the kind is known. */
  readonly call: string | null;
  /** Of the futex; null where it has none. */
  readonly address: number | null;
  /** Whether it ends by itself after some time, whatever others do. */
  readonly isTimed: boolean;
  /** Whether it lasts for as long as the word says “locked, and others wait”: condition variables, barriers and parked threads don’t. */
  readonly isMutex: boolean;
  /** What is read from or written to; null where nothing is. */
  object: WaitObject | null;
}

/** What a thread was found doing: blocked in something, not blocked (running or queued), or nobody knows. */
export type Found = Wait | 'runnable' | null;
