import type { Count, CpuId, NonNegative } from '../quantities.ts';
import type { WaitKind } from '../waits.ts';

/**
 * Where one thread ran: columns of equal length, an element per sample. Sample i ends the interval that began with sample
 * i − 1; the first is where the thread began, or was first seen.
 */
export interface ThreadTrack {
  /** A worker's name, or the kernel's name of the thread. */
  readonly name: string;
  /** The process’ ID. */
  readonly pid: Count | null;
  /** The kernel's thread ID. */
  readonly tid: Count | null;
  /** When each sample was taken, in µs since the timeline’s start; ascending. */
  readonly atUs: readonly number[];
  /** The CPU that it last ran on, at each sample; null where it wasn’t seen on any yet. */
  readonly cpu: readonly (CpuId | null)[];
  /** Running time since the sample before, in µs; 0 for the first. */
  readonly runUs: readonly number[];
  /** Time queued for a CPU (run-queue wait) since the sample before, in µs; 0 for the first. */
  readonly runDelayUs: readonly number[];
  /** What it was found blocked in at each sample; null where it wasn’t blocked, or where that is unknown. Missing where nobody asked. */
  readonly waits?: readonly (WaitKind | null)[];
}

/** Where threads ran, over one window: the raw material of strips, traces and charts. */
export interface Timeline {
  /** When the window began, in ns since the run's epoch. */
  readonly startNs: number;
  /** How long it was, in µs. */
  readonly lengthUs: NonNegative;
  /** In the order in which they are to be shown. */
  readonly threads: readonly ThreadTrack[];
  /** Threads that are left out for want of room: those that ran least. */
  readonly omittedThreads: Count;
}
