import type { Cause } from '../cause.ts';
import type { RanBy } from '../engines/engines.ts';
import type { AtLeastOne, Count, Integer, NonNegative } from '../quantities.ts';
import type { Stat } from '../stat.ts';
import type { CommandRun } from './command-run.ts';
import type { ComparedRun } from './compared-run.ts';
import type { ComparedWorkload, SeriesPlan, Subject } from './comparison.ts';
import type { DocumentHead } from './report.ts';

/** What so many hosts are. */
export interface ScaledHosts {
  /** How many machines they are, by their boot_ids; null where one can’t be read. */
  readonly machines: Count | null;
  /** Cores of these hosts; a machine’s count once. */
  readonly cores: NonNegative;
  /** throughputX ÷ (their cores ÷ those of the first host alone). */
  readonly efficiencyPerCore: NonNegative | null;
  /** Bytes of a chunk and its answer, on average. */
  readonly bytesPerChunk: NonNegative | null;
}

/** A number of workers, or hosts, against one. */
export interface ScalePoint {
  /** Of hosts their number. */
  readonly workers: AtLeastOne;
  /** Missing where it isn’t hosts that are counted. */
  readonly hosts?: ScaledHosts;
  /** Work time of one worker ÷ work time of these, medians: above 1 is faster. */
  readonly throughputX: NonNegative;
  /** The 95 % confidence interval of throughputX; null with too few runs. */
  readonly ci95: readonly [number, number] | null;
  /** CPUs utilised: the median over the runs. */
  readonly r: NonNegative | null;
  /** Runnable but waiting, in CPUs: the median over the runs. */
  readonly d: NonNegative | null;
  /** throughputX ÷ workers. */
  readonly efficiency: NonNegative;
  readonly workNs: Stat;
  /** What held these workers back in half of the runs or more. */
  readonly causes: readonly Cause[];
  /** What was seen of a command in its run of the median time; null of all else. */
  readonly program: CommandRun | null;
}

export type ScalingLaw = 'amdahl' | 'usl';

/** A law of scaling, fitted to the points. */
export interface ScalingFit {
  readonly law: ScalingLaw;
  /** Amdahl: `serial`, the share that can't be parallel. USL: `contention` (σ) and `coherency` (κ). */
  readonly parameters: Readonly<Record<string, number>>;
  /** What it counts: workers, as many as CPUs are enough for; or workers, however many, where CPUs aren't what limits them. */
  readonly counts: 'cpus' | 'workers';
  /** RMSE: the root mean square of observed − fitted throughput×. */
  readonly residual: NonNegative;
}

/** An extrapolation of the law: no measurement. */
export interface ScalePrediction {
  readonly workers: AtLeastOne;
  /** As if this machine had CPUs enough for them. */
  readonly throughputX: NonNegative;
  readonly law: ScalingLaw;
  /** Whether the law is selected. One that isn't predicts only where it was asked to, and where no law is. */
  readonly selected: boolean;
}

/** What `concur scale` found out. */
export interface ScaleReport extends DocumentHead<'concur/scale@1'> {
  readonly workload: ComparedWorkload;
  readonly engine: RanBy;
  /** Null in reports of earlier versions. */
  readonly subject: Subject | null;
  /** Sets the order of each round, and the resamples behind the intervals. */
  readonly seed: Integer;
  /** Of a dry run alone. */
  readonly planned?: SeriesPlan;
  readonly points: readonly ScalePoint[];
  /** The law that is selected (AICc); null with too few points, and where each law's error is above the threshold `lawError`. */
  readonly fit: ScalingFit | null;
  /** Every law that the points allow. */
  readonly fits: readonly ScalingFit[];
  /** The fewest workers that reach 95 % of the highest throughput×; null where too little was measured. */
  readonly knee: AtLeastOne | null;
  readonly recommendedWorkers: AtLeastOne | null;
  /** The recommendation's reason, and why the curve bends where it does. */
  readonly because: string;
  readonly predicted: readonly ScalePrediction[];
  /** The limits that the verdicts rest on, by name. */
  readonly thresholds: Readonly<Record<string, number>>;
  /** Every run, in the order in which they ran. */
  readonly runs: readonly (ComparedRun & { readonly workers: AtLeastOne })[];
}
