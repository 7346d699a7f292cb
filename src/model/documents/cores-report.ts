import type { Cause } from '../cause.ts';
import type { Limit } from '../machine/machine.ts';
import type { Memory } from '../machine/memory.ts';
import type { Pressure } from '../machine/pressure.ts';
import type { JudgedCpus } from '../machine/reported-cpus.ts';
import type { RunningProcess } from '../machine/running-process.ts';
import type { Share } from '../machine/share.ts';
import type { Topology } from '../machine/topology.ts';
import type { Virt } from '../machine/virt.ts';
import type { AtLeastOne, Count, NonNegative, Positive } from '../quantities.ts';
import type { Kind } from '../trial/observation.ts';
import type { DocumentHead } from './report.ts';

/** What threads that only compute, one per usable CPU, got. Null where the kernel doesn’t report. */
export interface Measured {
  /** CPUs utilised. */
  readonly r: NonNegative | null;
  /** Runnable but waiting, in CPUs: run-queue wait ÷ wall time. */
  readonly d: NonNegative | null;
  /** Work done in a time ÷ the work that one thread does in as much running time: the cost of SMT shows here alone. */
  readonly throughputX: NonNegative | null;
  /** The same figure where it is more than the CPUs that were utilised can do: noise, and so not taken. */
  readonly throughputNoise: NonNegative | null;
  /** Periods in which the quota throttled them (CFS bandwidth). */
  readonly throttledPeriods: Count | null;
  /** Steal: the share of the CPUs’ time that the hypervisor gave to others, 0 to 1. */
  readonly steal: NonNegative | null;
  /** CPUs’ worth of time that other programs used. */
  readonly othersCpus: NonNegative | null;
  /** CPUs’ worth of time in which the CPUs were idle. */
  readonly idleCpus: NonNegative | null;
  /** How long it was measured. */
  readonly seconds: NonNegative | null;
  /** How many threads computed. */
  readonly workers: Count;
  readonly kind: Kind | null;
  /** What kept them from running. */
  readonly causes: readonly Cause[];
  /** Whether CPUs were idle while threads were queued: a limit then applies that can’t be seen. */
  readonly hiddenLimit: boolean | null;
}

/** The memory that a worker takes. */
export interface PerWorker {
  readonly bytes: Positive;
  /** The function whose worker was measured, its Pss; null for a size that was given. */
  readonly measuredOf: string | null;
  /** How many there is memory for; null where the memory is unknown. */
  readonly mostWorkers: Count | null;
}

/** How to set a tool’s number of workers. */
export interface Recommendation {
  readonly tool: string;
  /** What to type. */
  readonly setting: string;
  /** The environment variable that does the same; null where the tool reads none of its own. */
  readonly variable: { readonly name: string; readonly value: string } | null;
  readonly workers: AtLeastOne;
  /** Whether limits may apply that can’t be seen, so that it may be less. */
  readonly atMost: boolean;
}

/** Limits that can’t be seen from here. */
export interface HiddenLimits {
  /** What may be used if they limit nothing. */
  readonly atMostCpus: NonNegative;
  /** How it is known that groups are hidden: each file, and what it says. */
  readonly evidence: readonly string[];
}

/** What `concur cores` found out. */
export interface CoresReport extends DocumentHead<'concur/cores@1'>, Topology {
  /** The captured machine that was read, or null for the one we run on. */
  readonly sysroot: string | null;
  /** The process that was read from outside (`-p`); null for our own. */
  readonly process: RunningProcess | null;
  readonly limits: readonly Limit[];
  /** The tightest CPU quota on the cgroup’s path, in CPUs; null where none is set or seen. */
  readonly quotaCpus: NonNegative | null;
  /** What may be used in the long run, in CPUs, as far as the limits can be read; null where nothing can. */
  readonly effectiveCpus: NonNegative | null;
  /** Limits that can’t be seen; null where all can. */
  readonly hidden: HiddenLimits | null;
  /** Null where no weight can be read. */
  readonly share: Share | null;
  /** Null where nothing tells of it. */
  readonly memory: Memory | null;
  readonly pressure: Pressure | null;
  readonly virt: Virt | null;
  /** On how many CPUs threads run that aren’t pinned: the kernel spreads none over isolated ones. Null where that is unknown. */
  readonly unpinnedCpus: AtLeastOne | null;
  /** The CPUs that programs and settings report. */
  readonly claims: readonly JudgedCpus[];
  /** Null where nothing was measured. */
  readonly measured: Measured | null;
  /** The limits that the verdicts rest on, by name. */
  readonly thresholds: Readonly<Record<string, number>>;
  /** How many workers to start: one for each whole CPU, and no more than there is memory for. */
  readonly recommendedWorkers: AtLeastOne | null;
  /** What one worker takes of the memory; null where nobody said. */
  readonly perWorker: PerWorker | null;
  readonly recommendations: readonly Recommendation[];
}
