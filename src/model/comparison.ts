import type { Cause } from './cause.ts';
import type { EngineName } from './plan.ts';
import type { DocumentHead } from './report.ts';
import type { Estimate, Stat } from './stat.ts';
import type { Timeline } from './timeline.ts';

/** What was compared on: the same units for every engine. */
export interface ComparedWorkload {
  readonly name: string;
  /** `built-in`, or the user's own file and export: `/path/work.ts#hashRow`. */
  readonly source: string;
  /** Units in each run, all workers together. */
  readonly units: number;
  readonly parameters: Readonly<Record<string, unknown>>;
  /** What a unit is, in words. */
  readonly unit: string;
}

/** One run of one contestant: the raw figures, before any statistics. Times in ns; null where it couldn't be read. */
export interface ComparedRun {
  readonly engine: EngineName;
  /** The contestant's name: its engine, numbered where an engine takes part twice. */
  readonly label: string;
  /** Counted from 1: each round runs every contestant once, in an order of its own. */
  readonly round: number;
  /** Its turn in the round, from 1. */
  readonly turn: number;
  /** From the launch until every worker had loaded its work. */
  readonly startupNs: number;
  /** From the launch until the first worker had finished its first unit, cold. */
  readonly firstResultNs: number;
  /** From the first inputs' leaving to the last ones' arrival, and the same of the results, added. */
  readonly transferNs: number;
  /** From the first worker's start of work to the last one's end, warm. */
  readonly workNs: number;
  /** startupNs + transferNs + workNs: what a program would wait for; of a loop the work alone. */
  readonly totalNs: number;
  /** CPU time ÷ work, all threads of the workers' processes (but our own main one) counted: cores kept busy. */
  readonly r: number | null;
  /** Run-queue delay of the workers' own threads ÷ work: cores wanted and not got. */
  readonly d: number | null;
  readonly cpuNs: number | null;
  readonly pssBytesPerWorker: number | null;
  /** A small message to a worker and back. */
  readonly roundTripNs: number | null;
  /** What disturbed this run. */
  readonly causes: readonly Cause[];
  /** Where the workers' threads ran; null where nothing was seen of them. */
  readonly timeline: Timeline | null;
}

/** A run that lies far from its contestant's others. */
export interface Outlier {
  readonly metric: Metric;
  readonly round: number;
  readonly ns: number;
  /** Robust z-score: (x - median) / (1.4826 × MAD). */
  readonly z: number;
  /** What disturbed it; empty where the cause is unknown. */
  readonly causes: readonly Cause[];
}

/** One contestant over all its runs. */
export interface ComparedEngine {
  readonly engine: EngineName;
  readonly label: string;
  readonly workers: number;
  readonly runs: number;
  readonly startupNs: Stat;
  readonly firstResultNs: Stat;
  readonly transferNs: Stat;
  readonly workNs: Stat;
  readonly totalNs: Stat;
  /** Units a second of work. */
  readonly throughputPerSecond: Stat;
  /** Work of the baseline (the first contestant) ÷ this one's: above 1 is faster. */
  readonly speedup: Estimate;
  /** Medians over the runs. */
  readonly r: number | null;
  readonly d: number | null;
  readonly cpuNs: number | null;
  readonly pssBytesPerWorker: number | null;
  readonly roundTripNs: number | null;
  readonly digest: string;
  readonly outliers: readonly Outlier[];
}

export const METRICS = ['work', 'total', 'startup', 'firstResult'] as const;
export type Metric = (typeof METRICS)[number];

export type Call = 'faster' | 'slower' | 'same' | 'inconclusive';

/** Two contestants on one metric. */
export interface Comparison extends Estimate {
  readonly metric: Metric;
  readonly baseline: string;
  readonly candidate: string;
  /** The baseline's time ÷ the candidate's, medians: above 1, the candidate is faster. */
  readonly ratio: number | null;
  /** `same` needs the whole interval within 1/(1 + margin) to 1 + margin. */
  readonly margin: number;
  /** What the candidate is, against the baseline. */
  readonly call: Call;
}

export interface EngineRecommendation {
  readonly engine: EngineName | null;
  readonly workers: number | null;
  readonly because: string;
}

/** One contestant against an earlier report's. */
export interface Regression extends Estimate {
  readonly engine: string;
  /** Work now ÷ work then, medians: above 1, it has become slower. */
  readonly ratio: number | null;
  /** How much slower is too slow, as a share. */
  readonly limit: number;
  readonly outcome: 'pass' | 'fail' | 'inconclusive';
}

/** Everything that `concur compare` found out. */
export interface CompareReport extends DocumentHead<'concur/compare@1'> {
  readonly workload: ComparedWorkload;
  readonly seed: number;
  readonly results: readonly ComparedEngine[];
  readonly comparisons: readonly Comparison[];
  readonly recommendation: EngineRecommendation;
  /** Against `--baseline`; null without one. */
  readonly regressions: readonly Regression[] | null;
  readonly thresholds: Readonly<Record<string, number>>;
  /** Every run, in the order in which they ran. */
  readonly runs: readonly ComparedRun[];
}
