import type { Count, NonNegative } from './quantities.ts';

/** What a blocked thread may wait for, in the order in which it is shown. */
export const WAIT_KINDS = [
  'lock',
  'sleep',
  'eventLoop',
  'read',
  'write',
  'disk',
  'child',
  'fileLock',
  'fault',
  'ioUring',
  'stopped',
  'other',
] as const;
export type WaitKind = (typeof WAIT_KINDS)[number];

/**
 * Blocked time by what it was spent on, in ns: blocked time is exact, its split is that of the samples. All null where the
 * kernel didn’t let us read it.
 */
export type Waits = { readonly [Kind in WaitKind]: NonNegative | null };

/** What a descriptor is, through which a thread reads or writes. */
export interface WaitObject {
  readonly type: 'pipe' | 'socket' | 'file' | 'terminal' | 'eventfd' | 'other';
  /** A path, or whom a socket leads to: `127.0.0.1:5432`; null where that isn’t known. */
  readonly name: string | null;
  /** Who of the program holds the other end of a pipe. */
  readonly otherEnd: readonly { readonly pid: Count; readonly comm: string }[];
}

/** One thing that threads waited for. */
export interface WaitedFor {
  readonly kind: WaitKind;
  /** The system call, by its name: `futex`, `read`; null outside of one (a page fault), or where only the kind is known. */
  readonly call: string | null;
  /** Null where it isn’t read from or written to anything. */
  readonly object: WaitObject | null;
  /** By how many threads. */
  readonly threads: Count;
  /** All of them together. */
  readonly ns: NonNegative;
}

/** A futex at which threads waited: a mutex, or a condition variable with its words. */
export interface WaitedLock {
  /** `A`, `B`, … in their order: those at which several that did the work waited longest come first. */
  readonly id: string;
  readonly pid: Count;
  /** Its address in that process, in hexadecimal. */
  readonly address: string;
  /** `program`, `heap`, `stack`, `anonymous memory`, `shared memory`, or a file’s name with its offset there: `m+0x3080`. */
  readonly where: string;
  /** The symbol that covers it, as the file’s symbol table names it: `counter_lock`; null where there is none. */
  readonly symbol: string | null;
  /** The file that has the symbol: `libpython3.11.so.1.0`; null where none is known. */
  readonly file: string | null;
  /** Whether it is the GIL of CPython, by its symbol. */
  readonly isGil: boolean;
  /** Waited there, all threads together. */
  readonly ns: NonNegative;
  /** The kernel’s thread IDs of those that waited there. */
  readonly waiters: readonly Count[];
  /** The thread that holds it, by glibc’s owner field, read twice; null where that isn’t known. */
  readonly owner: Count | null;
  /** Whether several threads waited at it: else it is where one thread is parked (a join, an idle worker). */
  readonly shared: boolean;
}

/** A lock at which a worker waited. */
export interface WorkerLock extends Pick<WaitedLock, 'id' | 'symbol' | 'file' | 'isGil'> {
  /** How long (ns) this worker did. */
  readonly ns: NonNegative;
}

/** What a worker’s thread was blocked in during its trial, as samples found it. */
export interface WorkerWaits {
  readonly byKind: Waits;
  /** Those at which it waited longest first; an `id` is one lock for all workers of the trial. */
  readonly locks: readonly WorkerLock[];
}

/** A thread of a deadlock: what it waits for is held by the next one, and by the last one’s what the first waits for. */
export interface DeadlockedThread {
  readonly tid: Count;
  readonly comm: string;
  /** A lock’s `id`. */
  readonly waitsFor: string;
  /** The TID of the thread that holds it. */
  readonly heldBy: Count;
}

/** Threads of which it couldn’t be read what they wait for. */
export interface UnreadWaits {
  readonly threads: Count;
  /** Why, in words. */
  readonly why: string;
}

/** Where the kernel didn’t let us read anything of it. */
export const UNKNOWN_WAITS = waitsOf(null);

/** Where nothing was waited for. */
export const NO_WAITS = waitsOf(0);

function waitsOf(ns: number | null): Waits {
  return Object.fromEntries(WAIT_KINDS.map((kind) => [kind, ns])) as Waits;
}
