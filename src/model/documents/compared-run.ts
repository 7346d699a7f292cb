import type { Cause, LockPlace } from '../cause.ts';
import type { RanBy } from '../engines/engines.ts';
import type { AtLeastOne, NonNegative } from '../quantities.ts';
import type { Timeline } from '../trial/timeline.ts';
import type { CommandEnd } from './command-run.ts';

export const METRICS = ['work', 'total', 'startup', 'firstResult'] as const;
export type Metric = (typeof METRICS)[number];

/** The lock at which a run's workers waited longest, several of them, as samples found it. */
export interface RunLock extends Pick<LockPlace, 'symbol' | 'file' | 'isGil'> {
  /** How many waited there at a time, on average. */
  readonly waiting: NonNegative;
}

/** One run of one candidate: the raw figures, before any statistics. Times in ns; null where it couldn’t be read. */
export interface ComparedRun {
  readonly engine: RanBy;
  /** The candidate’s name: its engine; of versions of a function what tells them apart; a command as it was typed. Numbered where one takes part twice. */
  readonly label: string;
  /** Round robin, counted from 1: each round runs every candidate once, in an order of its own. */
  readonly round: AtLeastOne;
  /** Its place in the round, from 1. */
  readonly turn: AtLeastOne;
  /** From the launch until every worker had loaded its work; of a command, what its shell takes to start. */
  readonly startupNs: NonNegative;
  /** From the launch until the first worker had finished its first unit, cold; of a command, until its end. */
  readonly firstResultNs: NonNegative;
  /** From the first inputs' leaving to the last ones' arrival, and the same of the results, added. */
  readonly transferNs: NonNegative;
  /** From the first worker's start of work to the last one's end, warm; of a command, from its start to its end, without its shell's start; 0 where it can't be told from that. */
  readonly workNs: NonNegative;
  /** startupNs + transferNs + workNs: what a program would wait for; of a loop the work alone. */
  readonly totalNs: NonNegative;
  /** CPUs utilised: CPU time ÷ work time, of all threads of the workers’ processes save the main one of concur. */
  readonly r: NonNegative | null;
  /** Runnable but waiting, in CPUs: run-queue wait of the workers’ own threads ÷ work time. */
  readonly d: NonNegative | null;
  /** CPU time of the run. */
  readonly cpuNs: NonNegative | null;
  /** A worker’s memory (Pss). */
  readonly pssBytesPerWorker: NonNegative | null;
  /** A small message to a worker and back. */
  readonly roundTripNs: NonNegative | null;
  /** Null where no two waited at one, or that is unknown. */
  readonly lock: RunLock | null;
  /** What disturbed this run. */
  readonly causes: readonly Cause[];
  /** Where the workers' threads ran; null where nothing was seen of them. */
  readonly timeline: Timeline | null;
  /** How a command ended; null of all else. */
  readonly end: CommandEnd | null;
}

/** A run that lies far from its candidate’s others. */
export interface Outlier {
  readonly metric: Metric;
  readonly round: AtLeastOne;
  /** The run’s time in that metric. */
  readonly ns: NonNegative;
  /** Robust z-score: (x - median) / (1.4826 × MAD). */
  readonly z: number;
  /** What disturbed it; empty where the cause is unknown. */
  readonly causes: readonly Cause[];
}
