import type { Identity, KernelClocks, Sample } from '../../model/trial/evidence.ts';
import type { FaultKind, Profiling, WorkSpec } from '../../model/trial/plan.ts';

// What the two halves of an engine say to each other. Plain data: it crosses structured clone and JSON alike.

/** All that a worker needs to know before it starts. */
export interface Job {
  readonly index: number;
  readonly name: string;
  /** Whether all of its process is this worker's. */
  readonly hasOwnProcess: boolean;
  readonly work: WorkSpec;
  /** Whether its work is, or calls, what the user wrote. */
  readonly isUsersCode: boolean;
  readonly seed: number;
  /** The run's epoch on the monotonic clock, in ns: too large for a JSON number. */
  readonly epochNs: string;
  readonly scratchDir: string | null;
  /** Whether it takes turns with others on one event loop. */
  readonly cooperative: boolean;
  /** The least time between two progress messages. */
  readonly progressMs: number;
  readonly fault: JobFault | null;
  readonly profiling: JobProfiling | null;
}

/** What a worker does besides its work, so that its phases can be told apart. */
export interface JobProfiling extends Profiling {
  /** How many small messages to send to the parent and back. */
  readonly roundTrips: number;
}

/** What a worker did before the barrier. Times are ns since the run's epoch. */
export interface WarmUp {
  /** When its work was loaded. */
  readonly loadedNs: number;
  /** When the program that it lives in began to start it: where that is another than ours, whose own start is nobody's. */
  readonly launchedNs?: number;
  /** When that program sent it its inputs. */
  readonly inputsSentNs?: number;
  /** When its inputs had arrived; null where it has none. */
  readonly inputsNs: number | null;
  /** When its first unit was done, cold. */
  readonly firstResultNs: number;
  /** The median of its messages to the parent and back; null where it sent none. */
  readonly roundTripNs: number | null;
}

/** What a worker's process had used when its work began, and when it ended. */
export interface WorkUsage {
  /** CPU time of the process since its birth, in ns: all threads of a fork; of our own process all but the main one. */
  readonly cpuBeforeNs: number | null;
  readonly cpuAfterNs: number | null;
}

/** The point at which the worker is to fail, already worked out from the plan: a unit or a time, whichever is given. */
export interface JobFault {
  /** A kill comes from outside: the parent sends the signal. */
  readonly kind: Exclude<FaultKind, 'kill'>;
  readonly afterUnits: number | null;
  readonly afterMs: number | null;
}

/** A payload on its way to the parent or back. `isTransferred`: its memory changes hands instead of being copied. */
export interface Echo {
  readonly type: 'echo';
  readonly id: number;
  readonly payload: unknown;
  readonly isTransferred: boolean;
}

export type ToWorker =
  | { readonly type: 'go' }
  | { readonly type: 'leave' }
  | { readonly type: 'inputs'; readonly inputs: readonly unknown[] }
  /** All workers have ended their work: the results may come. */
  | { readonly type: 'collect' }
  | Echo;

export type FromWorker =
  | { readonly type: 'ready'; readonly identity: Identity }
  | { readonly type: 'warm'; readonly warmUp: WarmUp }
  | Echo
  | { readonly type: 'started'; readonly startNs: number; readonly before: KernelClocks }
  | { readonly type: 'progress'; readonly unitsDone: number }
  | { readonly type: 'over'; readonly usage: WorkUsage }
  | {
      readonly type: 'results';
      readonly results: readonly unknown[];
      readonly sentNs: number;
      /** When they had arrived in the program that it lives in, where that is another than ours. */
      readonly arrivedNs?: number;
      /** What all workers of that program have added to its memory; null where that isn't known. */
      readonly addedBytes?: number | null;
    }
  | { readonly type: 'done'; readonly sample: Sample }
  | {
      readonly type: 'fault';
      readonly message: string;
      readonly code: string | null;
      readonly unitsDone: number;
      /** Where in the user's code it comes from, in full: more than a line. */
      readonly trace?: string | null;
    };
