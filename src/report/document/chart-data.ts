import type { Manner } from '../../model/phases.ts';

// What the page’s script draws: written by the exporter as JSON, read in the browser. Plain data, no text is markup.

/** One thread’s samples, as in model/trial/timeline, each column packed into a text. */
export interface TrackData {
  readonly name: string;
  readonly pid: number | null;
  readonly tid: number | null;
  /** The time since the sample before in place of the time of each: that is shorter. */
  readonly stepUs: string;
  readonly cpu: string;
  readonly runUs: string;
  readonly runDelayUs: string;
  /** By their places among the kinds of wait. */
  readonly waits?: string;
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
