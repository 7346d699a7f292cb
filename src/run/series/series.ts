import type { RunContext } from '../run-context.ts';
import { areOfVersions, type Candidate, type Layout } from './candidate.ts';
import { type Answers, checkResults, knownAnswers } from './check-results.ts';
import type { HostsCandidate } from './hosts/candidate.ts';
import { type Interleaved, interleave, type Place } from './interleave.ts';
import type { SeriesRules } from './rules.ts';
import { runCandidate } from './run-candidate.ts';

export interface SeriesRequest {
  readonly title: string;
  readonly candidates: readonly (Candidate | HostsCandidate)[];
  /** Runs the candidate that is hosts, where one is. */
  readonly onHosts?: (candidate: HostsCandidate, at: Place) => ReturnType<typeof runCandidate>;
  readonly layout: Layout;
  readonly rules: SeriesRules;
  /** Whether results may differ. */
  readonly mayDiffer?: boolean;
  readonly context: RunContext;
}

export interface Series extends Interleaved {
  /** The digests of what candidates gave, by their labels. */
  readonly digests: Readonly<Record<string, string>>;
}

/**
 * Runs of functions, interleaved, whose results have to agree.
 * @throws ConcurError (USER_CODE, WORKER_FAILED) when a worker fails or results differ
 */
export async function runSeries(request: SeriesRequest): Promise<Series> {
  const { candidates, context, mayDiffer = false } = request;
  const answers = new Map<unknown, Answers | null>();
  const digests: Record<string, string> = {};
  const areVersions = areOfVersions(candidates);
  const series = await interleave({
    ...request,
    async runOnce(candidate, at) {
      const { work, label } = candidate;
      // Without a known answer, all have to agree.
      const of = work.expected === null ? null : work;
      if (!answers.has(of)) answers.set(of, await knownAnswers(candidate, context.signal));
      const done = await runOne(candidate, at, request);
      if (done === null) return null;
      const expected = mayDiffer ? null : (answers.get(of) ?? null);
      const given = checkResults(done.results, `${label}, run ${at.round}`, expected, areVersions);
      answers.set(of, given);
      digests[label] ??= given.digest;
      return done.run;
    },
  });
  return { ...series, digests };
}

function runOne(
  candidate: Candidate | HostsCandidate,
  at: Place,
  request: SeriesRequest,
): ReturnType<typeof runCandidate> {
  if (candidate.engine !== 'hosts') return runCandidate(candidate, at, request);
  if (request.onHosts === undefined) throw new Error('nobody runs hosts here');
  return request.onHosts(candidate, at);
}
