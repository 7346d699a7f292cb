import type { Cause } from './cause.ts';
import type { EngineName } from './engines/engines.ts';

/** What the reader of a report should know beside its figures, as data; report/words/notices.ts has the sentences. */
export type Notice = MachineNotice | TrialNotice | SeriesNotice | WatchNotice | OptionNotice;

/** Of the machine's limits. */
export type MachineNotice =
  | { readonly code: 'LIMIT_NOT_READABLE'; readonly path: string; readonly quoted: string }
  | {
      readonly code: 'QUOTA_HIDDEN';
      /** Whose limits can't be seen: our own group's too, or only those of the groups above. */
      readonly of: 'own' | 'ancestors';
      readonly why: string;
      /** The process that was read from outside; missing for our own. */
      readonly process?: number;
    }
  | {
      readonly code: 'ONLINE_IS_VIRTUAL';
      /** What the file lists. */
      readonly listed: readonly number[];
      /** What the kernel says elsewhere. */
      readonly online: readonly number[];
    }
  | {
      readonly code: 'AFFINITY_UNKNOWN';
      /** The process that was read from outside; missing for our own. */
      readonly process?: number;
    }
  | {
      readonly code: 'NO_KERNEL_EVIDENCE';
      /** What is unknown: a trial's figures, or what the machine is. */
      readonly of: 'trial' | 'machine';
      readonly platform: string;
    };

/** Of one trial. */
export type TrialNotice =
  | {
      readonly code: 'PIN_REJECTED' | 'PIN_UNSUPPORTED';
      readonly workers: number;
      readonly why: string | null;
      readonly lacksTaskset: boolean;
    }
  | { readonly code: 'WORKERS_SHARE_CPUS'; readonly workers: number; readonly cpus: number }
  | { readonly code: 'WORKERS_NOT_STARTED'; readonly workers: number; readonly why: string | null }
  | { readonly code: 'FAULT_NOT_INJECTED'; readonly workers: readonly string[] };

/** Of a series of runs. */
export type SeriesNotice =
  /** Units of a run; null of a command. */
  | { readonly code: 'TOO_FEW_RUNS'; readonly rounds: number; readonly units: number | null }
  | { readonly code: 'RUN_TOO_SHORT'; readonly workNs: number; readonly units: number | null }
  | {
      readonly code: 'MACHINE_BUSY';
      readonly disturbed: number;
      readonly runs: number;
      readonly causes: readonly Cause['kind'][];
      readonly cpus: number;
    }
  | { readonly code: 'TYPESCRIPT' }
  /** Commands of which a run took no longer than their shell may take to start: `ns` at the median, `mostNs` at most. */
  | {
      readonly code: 'LOST_IN_SHELL_START';
      readonly labels: readonly string[];
      readonly ns: number;
      readonly mostNs: number;
    }
  /** What commands had left in the background, and was ended after their runs. */
  | { readonly code: 'PROCESSES_ENDED'; readonly processes: readonly LeftProcess[] }
  /** How many there were of what the law counts, besides one. */
  | { readonly code: 'THIN_LAW'; readonly most: number; readonly of: 'cpus' | 'workers' | 'hosts' }
  | { readonly code: 'ENGINE_LEFT_OUT'; readonly engine: EngineName; readonly why: string }
  /** Packages are those of another lock file than the revision's. */
  | { readonly code: 'DEPENDENCIES_NOT_LINKED'; readonly lock: string; readonly revision: string }
  | { readonly code: 'SUBMODULE_NOT_LINKED'; readonly path: string; readonly revision: string };

/** A process that was there when its command had ended. */
export interface LeftProcess {
  /** The command's. */
  readonly label: string;
  /** The kernel's name of it. */
  readonly comm: string;
}

/** Of a program that was watched. */
export type WatchNotice =
  | { readonly code: 'SHORT_WATCH'; readonly durationNs: number }
  | { readonly code: 'CHILDREN_NOT_CHARGED'; readonly pid: number }
  | { readonly code: 'UNSEEN_THREADS'; readonly share: number; readonly intervalMs: number }
  | { readonly code: 'SAMPLED_LESS_OFTEN'; readonly periodNs: number };

/** Of what was typed. */
export type OptionNotice =
  | {
      readonly code: 'QUOTA_LIMITS_WORKERS';
      readonly cpus: number;
      readonly group: string | null;
      readonly workers: number;
    }
  /** Not even one worker fits into the memory that is free. */
  | { readonly code: 'WORKER_EXCEEDS_MEMORY'; readonly bytes: number; readonly availableBytes: number }
  | { readonly code: 'OPTION_NOT_USED'; readonly option: string; readonly experiments: readonly string[] };
