import type { Identity, KernelClocks, Sample } from '../model/evidence.ts';
import type { EngineName, FaultKind, WorkSpec } from '../model/plan.ts';

// What the two halves of an engine say to each other. Plain data: it crosses structured clone and JSON alike.

/** All that a worker needs to know before it starts. */
export interface Job {
  readonly index: number;
  readonly name: string;
  readonly engine: EngineName;
  readonly work: WorkSpec;
  readonly seed: number;
  /** The run's epoch on the monotonic clock, in ns: too large for a JSON number. */
  readonly epochNs: string;
  readonly scratchDir: string | null;
  readonly cooperative: boolean;
  /** The least time between two progress messages. */
  readonly progressMs: number;
  readonly fault: JobFault | null;
}

/** The point at which the worker is to fail, already worked out from the plan: a unit or a time, whichever is given. */
export interface JobFault {
  /** A kill comes from outside: the parent sends the signal. */
  readonly kind: Exclude<FaultKind, 'kill'>;
  readonly afterUnits: number | null;
  readonly afterMs: number | null;
}

export type ToWorker = { readonly type: 'go' } | { readonly type: 'leave' };

export type FromWorker =
  | { readonly type: 'ready'; readonly identity: Identity }
  | { readonly type: 'started'; readonly startNs: number; readonly before: KernelClocks }
  | { readonly type: 'progress'; readonly unitsDone: number }
  | { readonly type: 'done'; readonly sample: Sample }
  | {
      readonly type: 'fault';
      readonly message: string;
      readonly code: string | null;
      readonly unitsDone: number;
    };
