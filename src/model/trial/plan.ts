import type { EngineName } from '../engines/engines.ts';
import type { JsonObject } from '../json.ts';
import type { Count, CpuId, Fraction, NonNegative } from '../quantities.ts';

export const PIN_MODES = ['spread', 'same', 'siblings', 'none'] as const;
export type PinMode = (typeof PIN_MODES)[number];

export const FAULT_KINDS = ['throw', 'exit', 'oom', 'hang', 'kill'] as const;
export type FaultKind = (typeof FAULT_KINDS)[number];

/** How much a worker does: a number of units, or as many as it can in a time. */
export type Amount = { readonly units: Count } | { readonly durationMs: NonNegative };

/** What a worker repeats. The module is loaded by its file path inside the worker, never passed as a closure. */
export interface WorkSpec {
  /** The module’s file. */
  readonly module: string;
  readonly params: JsonObject;
  readonly amount: Amount;
  /** About how long one unit takes, in ms: a worker that is silent for much longer counts as hung. */
  readonly unitMs: NonNegative;
}

/** A failure that is wanted: to see what a crash looks like, or because the experiment is about it. */
export interface PlannedFault {
  readonly kind: FaultKind;
  /** The share of the amount (0 to 1), or the exact unit, after which it is injected. */
  readonly at: { readonly share: Fraction } | { readonly unit: Count };
  /** True when the experiment itself asks for it, so that the worker's end doesn't count as a failure of the run. */
  readonly partOfExperiment: boolean;
}

/** One worker to be: its name, how it runs, and the CPU that was asked for it. */
export interface Slot {
  readonly index: Count;
  readonly name: string;
  readonly engine: EngineName;
  readonly cpu: CpuId | null;
  readonly work: WorkSpec;
  readonly fault: PlannedFault | null;
  /** How long the worker may take to leave after its work, in ms (it may hold things open on purpose). */
  readonly leaveMs: NonNegative;
  /** Variables of its environment, where it has a process of its own. */
  readonly env?: Readonly<Record<string, string>>;
}

/** Asks a trial to time the phases of a worker's life apart, and to bring its units' results home. */
export interface Profiling {
  /** How long each worker may run its units before the barrier, in ms; it does one at least. */
  readonly warmUpMs: NonNegative;
  /** Whether the units have inputs, which are handed over to each worker before it warms up. */
  readonly hasInputs: boolean;
}

/** One arm of an experiment, run once: workers that start together. */
export interface TrialPlan {
  readonly label: string;
  readonly slots: readonly Slot[];
  /** Where our own main thread is held meanwhile, or null to leave it. */
  readonly mainCpu: CpuId | null;
  /** Lists our process' kernel threads before, during and after. */
  readonly census: boolean;
  /** Gives the workers a folder of their own and lists its files this long after the last worker has left. */
  readonly scratch: { readonly settleMs: NonNegative } | null;
  /** A global variable to look up in our own thread after the workers have set theirs. */
  readonly watchGlobal: string | null;
  readonly profiling: Profiling | null;
  /** Whether each worker is meant to have a CPU of its own, so that sharing one is worth a warning. */
  readonly onePerCpu: boolean;
}

/** A trial that this machine lacks something for. */
export interface SkippedTrial {
  readonly label: string;
  readonly why: string;
}

/** All that one experiment will run, in words and as data. */
export interface Plan {
  /** What is asked of this machine, in words. */
  readonly asked: string;
  /** What is expected of this machine, where it isn't what is expected of most: a Python without a GIL, say. */
  readonly hypothesis?: string;
  readonly trials: readonly TrialPlan[];
  /** What can't run here, by name. */
  readonly skipped?: readonly SkippedTrial[];
}
