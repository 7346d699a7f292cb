import type { Cause } from './cause.ts';
import type { Machine } from './machine.ts';
import type { Observation } from './observation.ts';
import type { Plan, SkippedTrial } from './plan.ts';
import type { Claim, Outcome, ResultTable } from './scenario.ts';
import type { Warning } from './warning.ts';

/** One experiment's result. */
export interface ScenarioResult {
  readonly name: string;
  readonly question: string;
  readonly hypothesis: string;
  readonly asked: string;
  readonly outcome: Outcome | 'skipped';
  readonly because: readonly string[];
  /** What of its reasons is a cause: what disturbed the trials of an experiment that ends inconclusive for it. */
  readonly causes: readonly Cause[];
  readonly story: readonly string[];
  readonly claims: readonly Claim[];
  readonly trials: readonly Observation[];
  readonly tables: readonly ResultTable[];
  readonly picture: readonly string[];
  /** Trials that could not run here, by name. */
  readonly skipped: readonly SkippedTrial[];
  /** What would have run: with `--dry-run` only. */
  readonly plan?: Plan;
  /** The experiment's own code and its workloads': with `--source` only. */
  readonly source?: readonly SourceFile[];
}

export interface SourceFile {
  readonly path: string;
  readonly text: string;
}

export interface Exit {
  readonly code: number;
  readonly reason: string;
}

/** What every document begins and ends with. */
export interface DocumentHead<Schema extends string> {
  readonly schema: Schema;
  readonly tool: { readonly name: string; readonly version: string };
  /** ISO 8601, UTC. */
  readonly startedAt: string;
  readonly machine: Machine | null;
  readonly options: Readonly<Record<string, unknown>>;
  readonly warnings: readonly Warning[];
  readonly exit: Exit;
}

/** Everything that `concur demo` found out: the one source of every format. */
export interface DemoReport extends DocumentHead<'concur/demo@1'> {
  readonly thresholds: Readonly<Record<string, number>>;
  readonly scenarios: readonly ScenarioResult[];
}
