import type { DocumentHead } from './report.ts';

/** An experiment, by the question that it answers. */
export interface ListedScenario {
  /** As it is typed: `concur demo NAME`. */
  readonly name: string;
  readonly question: string;
  /** What is expected, and can be false. */
  readonly hypothesis: string;
}

/** What `concur list` prints. */
export interface ListDocument extends DocumentHead<'concur/list@1'> {
  readonly scenarios: readonly ListedScenario[];
}
