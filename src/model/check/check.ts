import type { Machine } from '../machine/machine.ts';
import type { Observation } from '../trial/observation.ts';
import type { TrialPlan } from '../trial/plan.ts';
import type { CheckFinding, LeakedWorker } from './finding.ts';

/** What was asked of the machine. Null where nothing was. */
export interface Demands {
  /** Usable CPUs. */
  readonly cpus: number | null;
  /** Cores kept busy at once. */
  readonly parallelism: number | null;
  /** How many times the CPUs that it really has Node may report. */
  readonly maxClaimedRatio: number;
}

/** The trials that checks take their evidence from. */
export const CHECK_TRIALS = ['threads', 'processes', 'lock', 'daemon'] as const;
export type CheckTrial = (typeof CHECK_TRIALS)[number];

/** How the trials are to be run. */
export interface CheckSetting {
  /** The CPUs to use. */
  readonly cpus: readonly number[];
  /** Workers of the threads' and the processes' trial. */
  readonly workers: number;
  readonly durationMs: number;
  readonly quick: boolean;
  readonly seed: number;
}

/** The evidence that a check may use. */
export interface CheckEvidence {
  readonly machine: Machine;
  readonly setting: CheckSetting;
  readonly demands: Demands;
  /** What os.availableParallelism() reports. */
  readonly claimedCpus: number;
  /** The last run of each trial that was run. */
  readonly trials: Readonly<Partial<Record<CheckTrial, Observation>>>;
  /** Whether a trial was disturbed by other programs or a pause. */
  disturbed(trial: CheckTrial): boolean;
  /** Whether CPUs stood idle in a trial while workers waited, with no quota in sight that says why. */
  heldBackUnseen(trial: CheckTrial): boolean;
  /** Workers of past trials that are still there; null where that can't be known. */
  readonly leaked: readonly LeakedWorker[] | null;
}

/** One thing that a CI runner has to be good for. */
export interface Check {
  readonly id: string;
  readonly title: string;
  /** True where it runs with `--all`, or by its name, alone: it is about Node, and hardly about the machine. */
  readonly isExtra?: true;
  /** The trial without which it can't be judged, or null. */
  readonly trial: CheckTrial | null;
  /** The trial whose workers it judges where no other check runs one. */
  readonly fallbackTrial?: CheckTrial;
  /** Pure. */
  judge(evidence: CheckEvidence): CheckFinding;
}

/** Plans a check’s trial for a machine. */
export type PlanTrial = (trial: CheckTrial, machine: Machine, setting: CheckSetting) => TrialPlan;

/** One check, as it came out. */
export interface CheckedFinding extends CheckFinding {
  readonly id: string;
  readonly title: string;
  /** How long its own trials took, in seconds; null where it has none of its own. Of checks with the same trial the first has it. */
  readonly seconds: number | null;
  /** The check whose seconds are those of this one’s trials as well; null where it has its own, or none. */
  readonly timedWith: string | null;
}
