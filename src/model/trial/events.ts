import type { ComparedRun } from '../documents/compared-run.ts';
import type { ScenarioResult } from '../documents/report.ts';
import type { Notice } from '../notice.ts';
import type { Scenario } from '../scenario.ts';
import type { Identity, WorkerFault } from './evidence.ts';
import type { Observation } from './observation.ts';
import type { TrialPlan } from './plan.ts';

/** How far a worker is: polled by whoever draws it, because a message a step would cost more than the step. */
export interface Progress {
  readonly done: number;
  readonly total: number;
  /** What `done` counts: units of work, or milliseconds where the amount is a time. */
  readonly of: 'units' | 'ms';
}

/** What happens in a run, in order. Views and streams are folds over these. */
export type RunEvent =
  | { readonly type: 'scenario-start'; readonly scenario: Scenario; readonly asked: string }
  | {
      readonly type: 'trial-start';
      readonly scenario: string;
      readonly trial: TrialPlan;
      progress(worker: number): Progress;
    }
  | { readonly type: 'worker-ready'; readonly worker: number; readonly identity: Identity }
  | { readonly type: 'trial-go'; readonly atNs: number }
  /** The workers were just sampled: who draws does it now, because a wake of its own would cost more. */
  | { readonly type: 'trial-sampled' }
  | {
      readonly type: 'worker-output';
      readonly worker: number;
      readonly stream: 'stdout' | 'stderr';
      readonly line: string;
    }
  | { readonly type: 'worker-done'; readonly worker: number; readonly unitsDone: number }
  | {
      readonly type: 'worker-failed';
      readonly worker: number;
      readonly unitsDone: number;
      readonly fault: WorkerFault;
    }
  | { readonly type: 'trial-end'; readonly observation: Observation }
  | { readonly type: 'scenario-end'; readonly result: ScenarioResult }
  /** Candidates run interleaved, each a number of runs: of those alone is the progress worth showing. */
  | {
      readonly type: 'series-start';
      readonly title: string;
      readonly names: readonly string[];
      progress(candidate: number): Progress;
      /** What is known of a candidate so far, in a few words. */
      note(candidate: number): string;
    }
  | { readonly type: 'series-run'; readonly run: ComparedRun & { readonly workers: number } }
  | { readonly type: 'series-end' }
  | { readonly type: 'warning'; readonly notice: Notice };

export type Emit = (event: RunEvent) => void;
