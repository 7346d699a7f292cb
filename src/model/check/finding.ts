import type { Cause, QuotaCause } from '../cause.ts';
import type { Claim } from '../scenario.ts';
import type { WorkerFault } from '../trial/evidence.ts';
import type { Kind } from '../trial/observation.ts';

// What checks find out, as data; report/words/check.ts has the sentences.

export type CheckOutcome = 'pass' | 'fail' | 'inconclusive';

export interface CheckFinding {
  readonly outcome: CheckOutcome;
  readonly expected: Expected;
  readonly observed: Observed;
  readonly reason: CheckReason;
  /** What of the reason is a cause: what kept the trial's workers from running. */
  readonly causes: readonly Cause[];
}

/** What it takes to pass. */
export type Expected =
  | { readonly kind: 'any-number' | 'serialised' | 'all-gone' | 'evidence' }
  | { readonly kind: 'usable-cpus' | 'cores-busy' | 'cores-wanted'; readonly atLeast: number }
  | { readonly kind: 'reported-cpus'; readonly maxRatio: number }
  | { readonly kind: 'masks'; readonly workers: number }
  | { readonly kind: 'claims'; readonly claims: readonly Claim[] };

/** What was seen. Null where the kernel doesn't report it. */
export type Observed =
  | { readonly kind: 'nothing-run' }
  | { readonly kind: 'usable-cpus'; readonly cpus: number }
  | ({ readonly kind: 'figures' } & Figures)
  | ({ readonly kind: 'figures-first' | 'kind-first'; readonly trial: Kind | null } & Figures)
  | ({ readonly kind: 'attainable'; readonly reported: number; readonly cpus: number | null } & Figures)
  | { readonly kind: 'masks'; readonly applied: number; readonly onOwnCpu: Claim }
  | { readonly kind: 'leaked'; readonly workers: readonly LeakedWorker[] | null }
  | { readonly kind: 'claims'; readonly claims: readonly Claim[] };

interface Figures {
  readonly r: number | null;
  readonly d: number | null;
}

/** A worker of a past trial that the kernel still lists. */
export interface LeakedWorker {
  readonly name: string;
  readonly pid: number | null;
  readonly tid: number | null;
}

/** Why a check came out as it did. */
export type CheckReason =
  | { readonly kind: PlainReason }
  | { readonly kind: 'limit'; readonly limit: CpuLimit }
  | { readonly kind: 'throttled'; readonly limit: CpuLimit | null; readonly quota: QuotaCause }
  | {
      readonly kind: 'causes' | 'queued-for-rest' | 'too-few-busy' | 'ready-at-once';
      readonly causes: readonly Cause[];
    }
  | { readonly kind: 'partly-measured'; readonly workers: number }
  | { readonly kind: 'workers-failed'; readonly workers: readonly FailedWorker[] }
  | { readonly kind: 'not-pinned'; readonly why: string | null }
  | { readonly kind: 'pin-rejected'; readonly worker: string; readonly why: string | null }
  | { readonly kind: 'all-claims-hold'; readonly count: number }
  | { readonly kind: 'claims-false'; readonly claims: readonly Claim[] }
  | { readonly kind: 'stopped'; readonly by: string };

/** Reasons without a figure. */
export type PlainReason =
  | 'budget-used-up'
  | 'busy-machine'
  | 'claims-open'
  | 'cores-busy-at-once'
  | 'leaked'
  | 'lock-not-recognisable'
  | 'lock-not-shown'
  | 'masks-and-samples-agree'
  | 'no-cpu-sample'
  | 'no-schedstat'
  | 'none-leaked'
  | 'not-wanted-at-once'
  | 'nothing-required'
  | 'one-at-a-time'
  | 'one-usable-cpu'
  | 'one-worker'
  | 'pool-gets-its-cores'
  | 'ran-at-once'
  | 'seen-elsewhere'
  | 'unknown-workers';

/** What keeps us from more CPUs. Null where that is unknown. */
export type CpuLimit =
  | { readonly kind: 'quota'; readonly group: string | null; readonly cpus: number }
  | { readonly kind: 'affinity'; readonly allowed: number; readonly online: number }
  | { readonly kind: 'machine'; readonly cpus: number | null }
  | { readonly kind: 'unknown' };

export interface FailedWorker {
  readonly name: string;
  readonly fault: WorkerFault;
}
