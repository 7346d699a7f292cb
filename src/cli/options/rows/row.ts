/**
 * Options that go together. A command takes those of its own name and of the groups that its row in the program names.
 * - `document`: of everything that may answer with one
 * - `reports`: of everything that has a report to write
 * - `run`: of everything that runs, measures or watches
 * - `setting`: of runs whose CPUs, order and length may be chosen
 * - `series`: of the same work, run often
 */
export type OptionGroup = 'document' | 'reports' | 'run' | 'setting' | 'series';

/** One option: how it is typed, what it means, how its text becomes a value. */
export interface OptionRow {
  readonly flags: string;
  readonly description: string;
  /** The commands and groups that it belongs to. */
  readonly of: readonly string[];
  /** Absent for a flag without a value. `before` is what the same option gave so far. */
  parse?(text: string, before?: unknown): unknown;
  /** The values that there are, where they are few: for completion. */
  readonly values?: readonly string[];
}
