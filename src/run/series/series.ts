import type { RunContext } from '../run-context.ts';
import type { Candidate, Layout } from './candidate.ts';
import { type Answers, checkResults, knownAnswers } from './check-results.ts';
import { type Interleaved, interleave } from './interleave.ts';
import type { SeriesRules } from './rules.ts';
import { runCandidate } from './run-candidate.ts';

export interface SeriesRequest {
  readonly title: string;
  readonly candidates: readonly Candidate[];
  readonly layout: Layout;
  readonly rules: SeriesRules;
  readonly context: RunContext;
}

export interface Series extends Interleaved {
  /** The digest that all runs of a candidate's work gave; null where none came to its end. */
  readonly digest: string | null;
}

/**
 * Runs of functions, interleaved, whose results have to agree.
 * @throws ConcurError (USER_CODE, WORKER_FAILED) when a worker fails or results differ
 */
export async function runSeries(request: SeriesRequest): Promise<Series> {
  const { context } = request;
  const answers = new Map<unknown, Answers | null>();
  const series = await interleave({
    ...request,
    async runOnce(candidate, at) {
      const { work, label } = candidate;
      if (!answers.has(work)) answers.set(work, await knownAnswers(candidate, context.signal));
      const done = await runCandidate(candidate, at, request);
      if (done === null) return null;
      const known = answers.get(work) ?? null;
      answers.set(work, checkResults(done.results, `${label}, run ${at.round}`, known));
      return done.run;
    },
  });
  return { ...series, digest: [...answers.values()][0]?.digest ?? null };
}
