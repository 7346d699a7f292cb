/** An answer that may be chosen. */
export interface Choice {
  readonly text: string;
  /** Whether it says what the claim says: it is right where that holds. */
  readonly agrees: boolean;
}

/** One of several answers is chosen. Exactly one agrees with the claim. */
export interface ChoiceQuestion {
  readonly kind: 'choice';
  readonly text: string;
  readonly choices: readonly Choice[];
}

/** A number is predicted: the busy cores (R) of a trial. */
export interface FigureQuestion {
  readonly kind: 'figure';
  readonly text: string;
  /** The label of the trial. */
  readonly trial: string;
  /** What a prediction may be off by, in cores. */
  readonly tolerance: number;
}

export type Question = ChoiceQuestion | FigureQuestion;

/** A question that is asked before an experiment answers it. */
export interface Lesson {
  /** As it is typed. */
  readonly name: string;
  readonly title: string;
  /** The experiment that is run. */
  readonly experiment: string;
  /** The experiment’s claim that is the key to the question, by its ID. */
  readonly claim: string;
  readonly question: Question;
  /** Why it is so: two sentences. */
  readonly why: readonly [string, string];
  /** What to change, and run again: commands behind `concur`, and what each shows. */
  readonly change: readonly (readonly [typed: string, what: string])[];
  /** The usable CPUs that it takes to see the answer, where the experiment does with fewer; else 1. */
  readonly needsCpus?: number;
  /** True where the learner first chooses the order of two threads’ steps. */
  readonly hasInterleaving?: true;
  /** True where the claim says something else without a GIL: on such a Python no answer is right or wrong. */
  readonly needsGil?: true;
}
