import type { Cause } from './cause.ts';
import type { Identity, KernelThread, Pin, Sightings, WorkerFault } from './evidence.ts';
import type { Json } from './json.ts';
import type { EngineName } from './plan.ts';
import type { Timeline } from './timeline.ts';

export type WorkerState = 'done' | 'failed' | 'killed';

/** All that is known of one worker after its trial. Null where it could not be read. */
export interface WorkerRecord extends Identity {
  readonly name: string;
  readonly engine: EngineName;
  readonly askedCpu: number | null;
  readonly pin: Pin;
  readonly cpusSeen: Sightings['cpusSeen'];
  readonly migrations: number | null;
  /** The units that were asked for, or null where a time was. */
  readonly units: number | null;
  readonly unitsDone: number;
  readonly startNs: number | null;
  readonly endNs: number | null;
  /** When its thread or process was gone. */
  readonly exitNs: number | null;
  readonly runNs: number | null;
  readonly runDelayNs: number | null;
  readonly voluntarySwitches: number | null;
  readonly involuntarySwitches: number | null;
  readonly pssBytes: number | null;
  /** CPU time (ns) of all threads of its process during its work, libuv's pool and V8's helpers too; null for a thread. */
  readonly processCpuNs: number | null;
  readonly digest: string | null;
  readonly finding: Json;
  readonly state: WorkerState;
  /** True when the experiment itself ended it. */
  readonly endedOnPurpose: boolean;
  readonly fault: WorkerFault | null;
}

export type Kind = 'PARALLEL' | 'STARVED' | 'SERIALISED' | 'WAITING' | 'MIXED';

/** What else went on while a trial ran, from /proc/stat over our CPUs. Null where it could not be read. */
export interface Conditions {
  /** Cores' worth of time that others used on the CPUs that we may use. */
  readonly othersCpus: number | null;
  /** Cores' worth of time in which those CPUs had nothing to run. */
  readonly idleCpus: number | null;
  /** The share of those CPUs' time that the hypervisor gave away. */
  readonly steal: number | null;
  /** The longest time (ns) in which we ourselves could not look: suspended, stopped, or starved. */
  readonly longestPauseNs: number;
  /** Whether a worker was seen stopped, by SIGSTOP or a debugger. */
  readonly sawStopped: boolean;
  /** Periods in which our cgroup was stopped by its quota. */
  readonly throttledPeriods: number | null;
}

/** Our own main thread during the trial. */
export interface MainRecord extends Identity {
  readonly pin: Pin;
  readonly cpusSeen: Sightings['cpusSeen'];
  readonly runNs: number | null;
  readonly runDelayNs: number | null;
}

export interface Census {
  readonly before: readonly KernelThread[];
  readonly during: readonly KernelThread[];
  readonly after: readonly KernelThread[];
}

/** One trial, as it was observed. `r`, `d` and `kind` are defined in stats/parallelism. */
export interface Observation {
  readonly label: string;
  readonly engine: string;
  readonly state: 'ok' | 'failed' | 'interrupted';
  /** From the first worker's start of work to the last one's end. */
  readonly wallNs: number | null;
  /** From the launch to the moment when every worker was ready and pinned. */
  readonly spawnNs: number | null;
  readonly r: number | null;
  readonly d: number | null;
  readonly kind: Kind | null;
  /** What held the workers back, where they were. */
  readonly causes: readonly Cause[];
  readonly conditions: Conditions;
  readonly workers: readonly WorkerRecord[];
  readonly main: MainRecord;
  /** Where the workers' threads ran; null where nothing was seen of them. */
  readonly timeline: Timeline | null;
  readonly census: Census | null;
  /** The files that the workers left in their folder. */
  readonly files: readonly string[] | null;
  /** Whether the watched global was set in our own thread. */
  readonly globalIsSet: boolean | null;
}
