import type { RanBy } from '../engines/engines.ts';
import type { AtLeastOne, Count, Integer, NonNegative } from '../quantities.ts';
import type { Estimate, Stat } from '../stat.ts';
import type { CommandRun } from './command-run.ts';
import type { ComparedRun, Metric, Outlier, RunLock } from './compared-run.ts';
import type { DocumentHead } from './report.ts';

/** What was compared on: the same units for every engine. */
export interface ComparedWorkload {
  readonly name: string;
  /** `built-in`, `command`, or the user's own file and export: `/path/work.ts#hashRow`. */
  readonly source: string;
  /** Units in each run, all workers together. */
  readonly units: AtLeastOne;
  readonly parameters: Readonly<Record<string, unknown>>;
  /** What a unit is, in words. */
  readonly unit: string;
}

/** Whose work it was, and what ran it. */
export interface Subject {
  readonly kind: 'built-in' | 'function' | 'command';
  /** The work's name, the function's with its file (`/path/work.py#fn`), or the command. */
  readonly label: string;
  /** Null of a command. */
  readonly language: 'javascript' | 'typescript' | 'python' | null;
  /** The version of the Python that ran it, with a `t` where it can do without a GIL: `3.13.1t`; null of all else. */
  readonly interpreter: string | null;
  /** Where that Python is; null of Node. */
  readonly interpreterPath: string | null;
  /** Whether threads of that Python run its bytecode one at a time; null of Node. */
  readonly hasGil: boolean | null;
  /** The git revision that its code is of; null where it is as it lies there. */
  readonly revision: string | null;
  /** How multiprocessing started processes: `fork`, `spawn`, `forkserver`; null of all else. */
  readonly startMethod: string | null;
}

/** One candidate over all its runs. */
export interface ComparedEngine {
  /** As it is called in its language: Python's threads are `threads`, too. */
  readonly engine: RanBy;
  /** Null in reports of earlier versions. */
  readonly subject: Subject | null;
  /** Unique in the report. */
  readonly label: string;
  readonly workers: AtLeastOne;
  /** How many runs it had. */
  readonly runs: Count;
  readonly startupNs: Stat;
  readonly firstResultNs: Stat;
  readonly transferNs: Stat;
  /** Of a command of which a run took no longer than its shell’s start may: no samples. */
  readonly workNs: Stat;
  readonly totalNs: Stat;
  /** Units a second of work. */
  readonly throughputPerSecond: Stat;
  /** Work time of the baseline (the first candidate) ÷ this one’s: above 1 is faster. */
  readonly speedup: Estimate;
  /** CPUs utilised: the median over the runs. */
  readonly r: NonNegative | null;
  /** Runnable but waiting, in CPUs: the median over the runs. */
  readonly d: NonNegative | null;
  /** Of the run in which the median number waited at one. */
  readonly lock: RunLock | null;
  /** CPU time of a run: the median over the runs. */
  readonly cpuNs: NonNegative | null;
  /** A worker’s memory (Pss): the median over the runs. */
  readonly pssBytesPerWorker: NonNegative | null;
  /** A small message to a worker and back: the median over the runs. */
  readonly roundTripNs: NonNegative | null;
  /** Of the results: the same for every candidate, unless they were allowed to differ; then of its first run. */
  readonly digest: string;
  readonly outliers: readonly Outlier[];
  /** What was seen of a command in its run of the median time; null of all else. */
  readonly program: CommandRun | null;
}

export type ComparisonOutcome = 'faster' | 'slower' | 'same' | 'inconclusive';

/** Two candidates on one metric. */
export interface Comparison extends Estimate {
  readonly metric: Metric;
  readonly baseline: string;
  readonly candidate: string;
  /** The baseline's time ÷ the candidate's, medians: above 1, the candidate is faster. */
  readonly ratio: NonNegative | null;
  /** `same` needs the whole interval within 1/(1 + margin) to 1 + margin. */
  readonly margin: NonNegative;
  /** What the candidate is, against the baseline. */
  readonly call: ComparisonOutcome;
}

/** What to use for this work. */
export interface EngineRecommendation {
  /** Where versions of a function were compared, or commands: the label of the one that was found faster, null where none was. */
  readonly label?: string | null;
  /** Null where too little was measured. */
  readonly engine: RanBy | null;
  readonly workers: AtLeastOne | null;
  /** Where several ran: the version of the Python that it is recommended with. */
  readonly interpreter?: string;
  readonly because: string;
}

/** One candidate against an earlier report’s, or against the version or command that ran beside it. */
export interface Regression extends Estimate {
  /** The candidate's label. */
  readonly engine: string;
  /** The label of the version that it is held against; absent where that is an earlier report's. */
  readonly against?: string;
  /** Work time now ÷ work time then, medians: above 1, it has become slower. */
  readonly ratio: NonNegative | null;
  /** How much slower is too slow, as a share. */
  readonly limit: NonNegative;
  readonly outcome: 'pass' | 'fail' | 'inconclusive';
}

/** What a dry run would have run. */
export interface SeriesPlan {
  /** In turns, in this order. */
  readonly candidates: readonly {
    readonly label: string;
    readonly engine: RanBy;
    readonly workers: AtLeastOne;
  }[];
  /** Of each; fewer where they take long. */
  readonly mostRuns: AtLeastOne;
}

/** What `concur compare` found out. */
export interface CompareReport extends DocumentHead<'concur/compare@1'> {
  readonly workload: ComparedWorkload;
  /** Sets the order of each round, and the resamples behind the intervals. */
  readonly seed: Integer;
  /** In the order asked for; the first is the baseline. */
  readonly results: readonly ComparedEngine[];
  readonly comparisons: readonly Comparison[];
  readonly recommendation: EngineRecommendation;
  /** Of a dry run alone. */
  readonly planned?: SeriesPlan;
  /** Against the report of `--baseline`, or against the first version; null where neither was asked for. */
  readonly regressions: readonly Regression[] | null;
  /** The limits that the verdicts rest on, by name. */
  readonly thresholds: Readonly<Record<string, number>>;
  /** Every run, in the order in which they ran. */
  readonly runs: readonly ComparedRun[];
}
