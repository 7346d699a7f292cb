import type { MapEngineName } from './engines/engines.ts';
import type { Warning } from './warning.ts';

/** A number n (the units are called with 0 to n − 1), or one input for each unit. */
export type ParallelMapInputs<Input> = number | Iterable<Input>;

export interface ParallelMapOptions {
  /** Worker threads of this process, or a process (fork) for each worker. Threads by default. */
  readonly engine?: MapEngineName;
  /** By default as many as there are CPUs to use; never more than there are units. */
  readonly workers?: number;
  /** How many units a worker takes at a time. By default that follows from how long they last. */
  readonly chunk?: number;
  /** Told how far the work is: at most ten times a second, and once at the end. */
  readonly onProgress?: (progress: ParallelMapProgress) => void;
  /** Told of what goes wrong beside the units: an error that nobody caught ended a worker. By default that is on stderr. */
  readonly onWarning?: (warning: Warning) => void;
  /** Draws a bar for each worker and one for failures on stderr where that is a terminal; else tells the end there. */
  readonly progress?: boolean;
  /**
   * Milliseconds for one unit. One that takes longer fails, and its worker is replaced. By default no limit. A worker's
   * loading has this limit too, but 2 s at least; by default 30 s.
   */
  readonly timeout?: number;
  /** `raise` (default): the first failure ends all. `collect`: every unit is done, and has its own outcome. */
  readonly onError?: 'raise' | 'collect';
  /** Ends the workers at once; the promise then rejects with the signal's reason. */
  readonly signal?: AbortSignal;
}

export interface ParallelMapProgress {
  /** Units that have answered. */
  readonly done: number;
  readonly failed: number;
  readonly total: number;
  readonly workers: readonly ParallelMapWorker[];
}

export interface ParallelMapWorker {
  /** `worker 0`: a replacement takes the name over, and what its predecessor has done. */
  readonly name: string;
  /** The process and the kernel's thread; null until it is up, and where the kernel doesn't tell. */
  readonly pid: number | null;
  readonly tid: number | null;
  /** Units that it has answered. */
  readonly done: number;
}

/** What became of a unit: as of Promise.allSettled, but that every reason is a ParallelMapError. */
export type ParallelMapOutcome<Output, Failure = Error> =
  | { readonly status: 'fulfilled'; readonly value: Output }
  | { readonly status: 'rejected'; readonly reason: Failure };
