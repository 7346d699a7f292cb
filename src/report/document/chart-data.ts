import type { Manner } from '../../model/phases.ts';

// What the page’s script draws: written by the exporter as JSON, read in the browser. Plain data, no text is markup.

/** One thread’s samples, as in model/timeline, with the time between samples in place of the time of each: that is shorter. */
export interface TrackData {
  readonly name: string;
  /** `PID 100, TID 101`. */
  readonly id: string;
  readonly firstUs: number;
  /** µs since the sample before; one fewer than samples. */
  readonly stepUs: readonly number[];
  /** The other columns have a value for each step too. */
  readonly cpu: readonly (number | null)[];
  readonly runUs: readonly number[];
  readonly runDelayUs: readonly number[];
  /** What it was found blocked in, by its place among the kinds of wait; null where it wasn’t, or where that is unknown. Missing where nobody asked. */
  readonly waits?: readonly (number | null)[];
}

/** One stretch of a run. */
export interface PhaseData {
  readonly fromUs: number;
  readonly toUs: number;
  readonly manner: Manner | null;
  readonly letter: string;
  readonly name: string;
  readonly because: string;
}

/** One run to draw. */
export interface WindowData {
  readonly label: string;
  readonly lengthUs: number;
  readonly tracks: readonly TrackData[];
  /** Missing where the run was all of a piece. */
  readonly phases?: readonly PhaseData[];
}

export interface TimelineData {
  readonly kind: 'timeline';
  /** Which of the windows is shown first. */
  readonly first: number;
  readonly windows: readonly WindowData[];
}

export interface ScalingData {
  readonly kind: 'scaling';
  readonly points: readonly {
    readonly workers: number;
    readonly throughputX: number;
    readonly ci95: readonly [number, number] | null;
  }[];
  /** The fitted law’s throughput× at each of `at`; null without a fit. */
  readonly law: {
    readonly name: string;
    readonly at: readonly number[];
    readonly throughputX: readonly number[];
  } | null;
  readonly knee: number | null;
}

/** Samples of one candidate, in the order of its runs. Times in µs. */
export interface SampleRow {
  readonly label: string;
  readonly samplesUs: readonly number[];
  readonly medianUs: number | null;
  readonly ci95Us: readonly [number, number] | null;
}

export interface DistributionData {
  readonly kind: 'distribution';
  readonly metrics: readonly { readonly label: string; readonly rows: readonly SampleRow[] }[];
}

export type ChartData = TimelineData | ScalingData | DistributionData;
