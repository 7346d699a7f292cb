import type { Cause } from './cause.ts';
import type { ComparedRun, ComparedWorkload } from './comparison.ts';
import type { EngineName } from './plan.ts';
import type { DocumentHead } from './report.ts';
import type { Stat } from './stat.ts';

/** So many workers, against one. */
export interface ScalePoint {
  readonly workers: number;
  /** Work of one worker ÷ work of these, medians. */
  readonly throughputX: number;
  readonly ci95: readonly [number, number] | null;
  readonly r: number | null;
  readonly d: number | null;
  /** throughputX ÷ workers. */
  readonly efficiency: number;
  readonly workNs: Stat;
  /** What held these workers back in half of the runs or more. */
  readonly causes: readonly Cause[];
}

export type ScalingLaw = 'amdahl' | 'usl';

/** A law of scaling, fitted to the points. */
export interface ScalingFit {
  readonly law: ScalingLaw;
  /** Amdahl: `serial`, the share that can't be parallel. USL: `contention` (σ) and `coherency` (κ). */
  readonly parameters: Readonly<Record<string, number>>;
  /** Root mean square of observed − fitted throughput×. */
  readonly residual: number;
}

export interface ScalePrediction {
  readonly workers: number;
  /** As if this machine had a CPU for each of them: no measurement. */
  readonly throughputX: number;
  readonly law: ScalingLaw;
}

/** Everything that `concur scale` found out. */
export interface ScaleReport extends DocumentHead<'concur/scale@1'> {
  readonly workload: ComparedWorkload;
  readonly engine: EngineName;
  readonly seed: number;
  readonly points: readonly ScalePoint[];
  /** The law that fits better; null with too few points. */
  readonly fit: ScalingFit | null;
  readonly fits: readonly ScalingFit[];
  /** The fewest workers that reach 95 % of the highest throughput×; null where too little was measured. */
  readonly knee: number | null;
  readonly recommendedWorkers: number | null;
  /** The recommendation's reason, and why the curve bends where it does. */
  readonly because: string;
  readonly predicted: readonly ScalePrediction[];
  readonly thresholds: Readonly<Record<string, number>>;
  readonly runs: readonly (ComparedRun & { readonly workers: number })[];
}
