import type { Cause } from '../cause.ts';
import type { EngineName } from '../engines/engines.ts';
import type { Json } from '../json.ts';
import type { Count, CpuId, CpusSeen, NonNegative } from '../quantities.ts';
import type { WorkerWaits } from '../waits.ts';
import type { Identity, KernelThread, Pin, WorkerFault } from './evidence.ts';
import type { Timeline } from './timeline.ts';

export type WorkerState = 'done' | 'failed' | 'killed';

/** All that is known of one worker after its trial. Null where it could not be read. */
export interface WorkerRecord extends Identity {
  readonly name: string;
  readonly engine: EngineName;
  /** The CPU that was asked for; null where it may run on any. */
  readonly askedCpu: CpuId | null;
  readonly pin: Pin;
  readonly cpusSeen: CpusSeen;
  /** Changes of CPU between one sample and the next: a lower bound of the real number. */
  readonly migrations: Count | null;
  /** The units that were asked for, or null where a time was. */
  readonly units: Count | null;
  /** The units that it did. */
  readonly unitsDone: Count;
  /** When it began to work, in ns since the run’s epoch. */
  readonly startNs: NonNegative | null;
  /** When it had done its work, in ns since the run’s epoch; of one that ended before, when its clocks were last read. */
  readonly endNs: NonNegative | null;
  /** When its thread or process was gone, in ns since the run’s epoch. */
  readonly exitNs: NonNegative | null;
  /** Running, in ns. */
  readonly runNs: NonNegative | null;
  /** Queued: runnable, but waiting for a CPU (run-queue wait), in ns. */
  readonly runDelayNs: NonNegative | null;
  /** What it was blocked in; null where its thread wasn’t sampled. */
  readonly waits: WorkerWaits | null;
  /** Context switches during its work, of its own accord: it blocked. */
  readonly voluntarySwitches: Count | null;
  /** Context switches during its work that it was made to take: it was preempted. */
  readonly involuntarySwitches: Count | null;
  /** Its process’ proportional set size (Pss); null for a thread, which shares its process’ memory. */
  readonly pssBytes: Count | null;
  /** CPU time (ns) of all threads of its process during its work, libuv’s pool and V8’s helpers too; null for a thread. */
  readonly processCpuNs: NonNegative | null;
  /** Equal wherever the same units gave the same result. */
  readonly digest: string | null;
  /** What the worker found out, for the experiment to judge. */
  readonly finding: Json;
  readonly state: WorkerState;
  /** True when the experiment itself ended it. */
  readonly endedOnPurpose: boolean;
  readonly fault: WorkerFault | null;
}

export type Kind = 'PARALLEL' | 'STARVED' | 'SERIALISED' | 'WAITING' | 'MIXED';

/** What else went on while a trial ran, from /proc/stat over our CPUs. Null where it could not be read. */
export interface Conditions {
  /** CPUs’ worth of time that other programs used, on the CPUs that we may use. */
  readonly othersCpus: NonNegative | null;
  /** CPUs’ worth of time in which those CPUs were idle. */
  readonly idleCpus: NonNegative | null;
  /** Steal: the share of those CPUs’ time that the hypervisor gave to others, 0 to 1. */
  readonly steal: NonNegative | null;
  /** The longest time (ns) in which no sample could be taken: concur was suspended, stopped or starved. */
  readonly longestPauseNs: NonNegative;
  /** Whether a worker was seen stopped, by SIGSTOP or a debugger. */
  readonly sawStopped: boolean;
  /** Periods in which the cgroup was throttled (CFS bandwidth). */
  readonly throttledPeriods: Count | null;
}

/** The main thread of concur during the trial. */
export interface MainRecord extends Identity {
  readonly pin: Pin;
  readonly cpusSeen: CpusSeen;
  /** Running, in ns. */
  readonly runNs: NonNegative | null;
  /** Queued: runnable, but waiting for a CPU (run-queue wait), in ns. */
  readonly runDelayNs: NonNegative | null;
}

/** The kernel threads of concur’s process. */
export interface Census {
  readonly before: readonly KernelThread[];
  readonly during: readonly KernelThread[];
  readonly after: readonly KernelThread[];
}

/** One trial, as it was observed. Null where it could not be read. */
export interface Observation {
  readonly label: string;
  /** The engine, or those that it ran on: `threads+processes`. */
  readonly engine: string;
  readonly state: 'ok' | 'failed' | 'interrupted';
  /** From the first worker’s start of work to the last one’s end, in ns. */
  readonly wallNs: NonNegative | null;
  /** From the launch to the moment when every worker was ready and pinned, in ns. */
  readonly spawnNs: NonNegative | null;
  /** CPUs utilised: running time of all workers ÷ wall time; where no thread’s is told, CPU time of their processes ÷ wall time. */
  readonly r: NonNegative | null;
  /** Runnable but waiting, in CPUs: run-queue wait of all workers ÷ wall time. */
  readonly d: NonNegative | null;
  readonly kind: Kind | null;
  /** What held the workers back, where they were. */
  readonly causes: readonly Cause[];
  readonly conditions: Conditions;
  readonly workers: readonly WorkerRecord[];
  readonly main: MainRecord;
  /** Where the workers' threads ran; null where nothing was seen of them. */
  readonly timeline: Timeline | null;
  readonly census: Census | null;
  /** The files that the workers left in their folder; null where they had none. */
  readonly files: readonly string[] | null;
  /** Whether the global variable that the workers set was seen in the main thread; null where nobody looked. */
  readonly globalIsSet: boolean | null;
}
