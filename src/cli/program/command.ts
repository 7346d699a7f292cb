import type { ConcurError } from '../../base/errors/errors.ts';
import type { Permission } from '../../base/refusals/permissions.ts';
import type { DocumentHead, Exit } from '../../model/documents/report.ts';
import type { Machine } from '../../model/machine/machine.ts';
import type { Notice } from '../../model/notice.ts';
import type { ExportFormat } from '../../report/formats.ts';
import type { ReportKind } from '../../report/kinds.ts';
import type { View } from '../../report/live/view.ts';
import type { OutputStyle } from '../../report/style/output-style.ts';
import type { OptionGroup } from '../options/rows/row.ts';
import type { TypedOptions } from '../options/table.ts';
import type { Output } from '../output.ts';
import type { OwnCodeHost } from './own-code/host.ts';
import type { Stage } from './stage.ts';

/** What was typed behind a command's name. */
export interface Typed {
  readonly words: readonly string[];
  /** Those of them that stood behind `--`; null where none was typed. */
  readonly behindDashes: readonly string[] | null;
  readonly options: TypedOptions;
}

/** A command that runs nothing. @returns the exit code */
export type Answer = (typed: Typed, output: Output, run: RunCommand) => number | Promise<number>;

/** Runs a command that finds something out, for one that has it run. @returns the exit code */
export type RunCommand = (command: Command, typed: Typed, output: Output) => Promise<number>;

/** What may be typed behind `concur`, and what comes of it. */
export type Example = readonly [typed: string, what: string];

/** How a command is declared. */
export interface CommandRow {
  readonly name: string;
  readonly description: string;
  /** What may be typed beside options, as commander writes it, and what that is. */
  readonly argument?: readonly [syntax: string, description: string];
  /** For the first page. */
  readonly examples: readonly Example[];
  /** For its own help alone. */
  readonly furtherExamples?: readonly Example[];
  /** The groups of options that it takes besides its own. */
  readonly takes: readonly OptionGroup[];
  /** The words that may be typed, where there are few: for completion. */
  words?(): Promise<readonly string[]>;
  load(typed: Typed): Promise<Command | Answer>;
}

/** What is to be run, checked against what was typed and what this machine has: its document begins with it. */
export interface Asked {
  readonly machine: Machine;
  readonly warnings: readonly Notice[];
  readonly options: TypedOptions;
}

/** A report without what every document begins and ends with. */
export type Body<Report> = Omit<Report, keyof DocumentHead<string>>;

/** A command that finds something out: what is its own. All else is done in run-command, for all of them alike. */
export interface Command<
  Question extends Asked = Asked,
  Found = unknown,
  Report extends DocumentHead<string> = DocumentHead<string>,
> {
  readonly kind: ReportKind;
  /** What of Node’s permission model it can’t do without. */
  needs(typed: Typed): readonly Permission[];
  /** What was typed, understood. Nothing has run yet. @throws ConcurError for what can't be had */
  ask(typed: Typed, host: OwnCodeHost): Question | Promise<Question>;
  /** What would run. */
  dry?(asked: Question): Found | Promise<Found>;
  run(asked: Question, stage: Stage): Promise<Found>;
  /** What follows from what was found, and what its reader should know of it. Pure. */
  body(found: Found, asked: Question): Body<Report> & { readonly warnings?: readonly Notice[] };
  /** What it means to a script. @param ended how the run was ended early, or null. Pure. */
  exit(body: Body<Report>, ended: Exit | null, asked: Question): Exit;
  /** How progress is shown; without it as chooseView does. */
  view?(options: TypedOptions, output: Output): View | Promise<View>;
  /** Whether a program of the user’s runs in the foreground: signals are its own then, and a stdout that is no terminal. */
  hosts?(asked: Question): boolean;
  /** What is left to print at the end, where the run has printed its text part by part. */
  closing?(report: Report, style: OutputStyle): Promise<string>;
  /**
   * Whom else to report to, where something was run.
   * @param onStdout the format that stdout gets, or null for text
   * @returns what kept a file from being written, or null
   */
  announce?(
    report: Report,
    output: Output,
    onStdout: ExportFormat | null,
  ): ConcurError | null | Promise<ConcurError | null>;
}
