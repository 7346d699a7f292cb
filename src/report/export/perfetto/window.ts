import type { Timeline } from '../../../model/timeline.ts';

/** One run of some threads, in a trace of several. */
export interface TraceWindow {
  /** What it belongs to: an experiment, a round, a command. */
  readonly group: string;
  readonly name: string;
  readonly figures: Readonly<Record<string, string | number | null>>;
  readonly timeline: Timeline;
}

/** Where a window begins, in µs since the run’s epoch. */
export function originUs({ timeline }: TraceWindow): number {
  return Math.round(timeline.startNs / 1e3);
}
