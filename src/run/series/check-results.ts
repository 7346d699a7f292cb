import { digestOf, firstDifference } from '../../base/compare-results.ts';
import { ConcurError, type ErrorDetails } from '../../base/errors/errors.ts';
import { setImmediate } from '../../base/time/real.ts';
import { countOf } from '../../base/units.ts';
import type { Candidate } from './candidate.ts';

/** The results that every run has to give. */
export interface Answers {
  readonly digest: string;
  readonly results: readonly unknown[];
  /** Whose they are: `threads, run 1`, or the known answer. */
  readonly source: string;
}

const OF_VERSIONS = { facts: { kind: 'different-versions' } } as const satisfies ErrorDetails;
const OF_RUNS: ErrorDetails = {
  hint: 'compare needs a function whose result depends only on its input, not on time, random numbers or earlier calls.',
};

/** How many answers are worked out before signals and timers are heard again. */
const AT_ONCE = 10_000;

/** The known answers of work that has some; null, too, where the run is over before they are known. */
export async function knownAnswers(
  { work }: Pick<Candidate, 'work'>,
  signal: AbortSignal,
): Promise<Answers | null> {
  const { expected, about } = work;
  if (expected === null) return null;
  const results: unknown[] = [];
  for (let index = 0; index < about.units; index++) {
    results.push(expected(index));
    if (index % AT_ONCE === AT_ONCE - 1) await new Promise(setImmediate);
    if (signal.aborted) return null;
  }
  return { digest: digestOf(results), results, source: 'the known answer' };
}

/**
 * Holds a run's results against those of all others.
 * @param areVersions whether the runs are of different functions
 * @returns the answers that the next run has to give
 * @throws ConcurError (USER_CODE) with the first difference
 */
export function checkResults(
  results: readonly unknown[],
  from: string,
  answers: Answers | null,
  areVersions = false,
): Answers {
  const digest = digestOf(results);
  if (answers === null) return { digest, results, source: from };
  if (digest === answers.digest) return answers;
  const difference = firstDifference(answers.results, results);
  const what =
    difference === null
      ? `${countOf(results.length, 'result')} instead of ${answers.results.length}`
      : `unit ${difference.index} is ${difference.a} (${answers.source}) and ${difference.b} (${from})`;
  throw new ConcurError('USER_CODE', `the results differ: ${what}`, areVersions ? OF_VERSIONS : OF_RUNS);
}
