import type { Cause } from '../cause.ts';
import type { Machine } from '../machine/machine.ts';
import type { Count } from '../quantities.ts';
import type { Claim, Outcome, ResultTable } from '../scenario.ts';
import type { Observation } from '../trial/observation.ts';
import type { Plan, SkippedTrial } from '../trial/plan.ts';
import type { Warning } from '../warning.ts';

/** One experiment's result. */
export interface ScenarioResult {
  readonly name: string;
  readonly question: string;
  readonly hypothesis: string;
  /** What was asked of this machine: workers, CPUs, units. */
  readonly asked: string;
  /** Skipped: this machine lacks what it takes. */
  readonly outcome: Outcome | 'skipped';
  /**
   * The reasons, a line each.
   * @minItems 1
   */
  readonly because: readonly string[];
  /** What of its reasons is a cause: what disturbed the trials of an experiment that ends inconclusive for it. */
  readonly causes: readonly Cause[];
  /** What was seen, a line each. */
  readonly story: readonly string[];
  readonly claims: readonly Claim[];
  readonly trials: readonly Observation[];
  readonly tables: readonly ResultTable[];
  /** Lines that are shown as they are: a drawing. */
  readonly picture: readonly string[];
  /** Trials that could not run here, by name. */
  readonly skipped: readonly SkippedTrial[];
  /** What would have run: with `--dry-run` only. */
  readonly plan?: Plan;
  /** The code of the experiment and of its workloads: with `--source` only. */
  readonly source?: readonly SourceFile[];
}

/** A file that ran. */
export interface SourceFile {
  /** Relative to the package’s folder; absolute outside of it. */
  readonly path: string;
  readonly text: string;
}

/** How the command ended. */
export interface Exit {
  /** The exit code. */
  readonly code: Count;
  /** Why, in words. */
  readonly reason: string;
}

/** What every document begins and ends with. */
export interface DocumentHead<Schema extends string> {
  /** What kind of document this is, and the version of its layout. */
  readonly schema: Schema;
  /** What wrote the document. */
  readonly tool: { readonly name: 'concur'; readonly version: string };
  /**
   * ISO 8601, UTC.
   * @pattern ^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$
   */
  readonly startedAt: string;
  /** The machine that it ran on; null where it can’t be read. */
  readonly machine: Machine | null;
  /** The options that were in force. */
  readonly options: Readonly<Record<string, unknown>>;
  readonly warnings: readonly Warning[];
  readonly exit: Exit;
}

/** Everything that `concur demo` found out: the one source of every format. */
export interface DemoReport extends DocumentHead<'concur/demo@1'> {
  /** The limits that the verdicts rest on, by name. */
  readonly thresholds: Readonly<Record<string, number>>;
  readonly scenarios: readonly ScenarioResult[];
}
