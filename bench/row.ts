import type { Line } from './line.ts';
import type { Programs, Site } from './site.ts';

/** How thorough: `quick` is for a first impression. */
export type Form = 'full' | 'quick';

/** A row of the bench: one promise, and whom it is measured beside. */
export interface Row<Result = unknown> {
  readonly name: string;
  /** What it is about, as a heading. */
  readonly about: string;
  /** What keeps a goal from being met, where one isn’t. */
  readonly limit?: string;
  /** Without these nothing of the row can be measured. */
  readonly needs: readonly (keyof Programs)[];
  /** At the least; with fewer than six there is no interval. */
  readonly rounds: { readonly [form in Form]: number };
  /** Compiles and starts whatever is measured. */
  prepare(site: Site, form: Form): Promise<Experiment<Result> | Unmeasurable>;
}

/** What is measured, and what follows from it. */
export interface Experiment<Result> {
  /** Under different names. */
  readonly candidates: readonly Candidate<Result>[];
  /** What the results so far come to. Pure: it is asked again after further rounds. */
  lines(results: Results<Result>): readonly Line[];
  /** Ends what was started for it. */
  close?(): Promise<void>;
}

/** Why a row can’t be measured here. */
interface Unmeasurable {
  readonly skipped: string;
}

/** One of those who take turns. `run` does its part once and says what came of it. */
export interface Candidate<Result> {
  readonly name: string;
  run(): Promise<Result>;
}

/** A candidate’s results, one a round; none of a candidate that isn’t there. */
export type Results<Result> = (name: string) => readonly Result[];

/** Several experiments whose candidates take turns in the same rounds. */
export function together(experiments: readonly Experiment<unknown>[]): Experiment<unknown> {
  return {
    candidates: experiments.flatMap(({ candidates }) => candidates),
    lines: (results) => experiments.flatMap((experiment) => experiment.lines(results)),
    async close() {
      await Promise.all(experiments.map((experiment) => experiment.close?.()));
    },
  };
}
