import type { TimelineWindow } from '../../document/section.ts';

/** One event of the trace: a slice (X), a counter (C), or the name of a track (M). Times in µs since the run's epoch. */
export type TraceEvent = {
  readonly name: string;
  readonly pid: number;
  readonly tid: number;
  readonly args: Readonly<Record<string, unknown>>;
} & (
  | { readonly ph: 'X'; readonly ts: number; readonly dur: number }
  | { readonly ph: 'C'; readonly ts: number }
  | { readonly ph: 'M' }
);

/**
 * No process has a number above this (PID_MAX_LIMIT in the kernel's include/linux/threads.h), so tracks of our own have
 * theirs from here on. The importer knows a thread by its number alone, so none may be given twice.
 */
const PID_MAX_LIMIT = 2 ** 22;
export const RUNS_PID = PID_MAX_LIMIT + 1;
export const CORES_PID = PID_MAX_LIMIT + 2;
export const PHASES_TID = PID_MAX_LIMIT + 3;
const FIRST_CORE = PID_MAX_LIMIT + 1_000;
const FIRST_UNKNOWN = PID_MAX_LIMIT + 1_000_000;

/** The track of a core. */
export function coreTid(cpu: number): number {
  return FIRST_CORE + cpu;
}

/** The track of a thread whose number isn't known. */
export function unknownTid(index: number): number {
  return FIRST_UNKNOWN + index;
}

/** What a process or a thread is called, and where it stands among the others. */
export function named(
  what: 'process' | 'thread',
  pid: number,
  tid: number,
  name: string,
  position: number,
): TraceEvent[] {
  return [
    { ph: 'M', name: `${what}_name`, pid, tid, args: { name } },
    { ph: 'M', name: `${what}_sort_index`, pid, tid, args: { sort_index: position } },
  ];
}

/** Where a window begins, in µs since the run’s epoch. */
export function originUs({ timeline }: TimelineWindow): number {
  return Math.round(timeline.startNs / 1e3);
}
