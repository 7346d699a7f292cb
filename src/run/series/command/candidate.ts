import type { ComparedWorkload } from '../../../model/documents/comparison.ts';
import type { Entry } from '../candidate.ts';

/** A command line that a shell reads, and what it says of itself. */
export interface ShellLine {
  /** `--prepare`, `--conclude`. */
  readonly flag: string;
  readonly line: string;
}

/** A command that takes part in a series. */
export interface CommandCandidate extends Entry {
  readonly engine: 'command';
  readonly python: null;
  readonly work: { readonly about: ComparedWorkload; readonly runtime: null; readonly revision: null };
  /** What is started: a program and its arguments. */
  readonly words: readonly string[];
  /** Whether only the kernel knows if it can be run here. */
  readonly isForeign: boolean;
  /** What its environment has besides ours. */
  readonly env: Readonly<Record<string, string>>;
  /** Run before each of its runs, and after it; not timed. */
  readonly prepare: ShellLine | null;
  readonly conclude: ShellLine | null;
  /** How often it is run before the first round. */
  readonly warmUps: number;
}

/** @param text the command as it was typed */
export function commandAbout(
  text: string,
  parameters: ComparedWorkload['parameters'] = {},
): ComparedWorkload {
  return { name: text, source: 'command', units: 1, parameters, unit: 'a run of the command' };
}
