/**
 * Where one thread was, look by look: columns of equal length. Look i ends the interval that began with look i - 1; the
 * first is where the thread began, or was first seen.
 */
export interface ThreadTrack {
  /** A worker's name, or the kernel's name of the thread. */
  readonly name: string;
  readonly pid: number | null;
  /** The kernel's thread ID. */
  readonly tid: number | null;
  /** When each look was: µs since the timeline's start, ascending. */
  readonly atUs: readonly number[];
  /** The CPU that it ran on last, at each look; null where it wasn't seen on any yet. */
  readonly cpu: readonly (number | null)[];
  /** Running time (µs) since the look before; 0 for the first. */
  readonly runUs: readonly number[];
  /** Run-queue delay (µs) since the look before; 0 for the first. */
  readonly runDelayUs: readonly number[];
}

/** Where threads ran, over one window: the raw material of strips, traces and charts. */
export interface Timeline {
  /** When the window began, in ns since the run's epoch. */
  readonly startNs: number;
  /** How long it was, in µs. */
  readonly lengthUs: number;
  /** In the order in which they are to be shown. */
  readonly threads: readonly ThreadTrack[];
  /** Threads that there was no room for: those that ran least. */
  readonly omittedThreads: number;
}
