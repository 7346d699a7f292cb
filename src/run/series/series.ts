import { seededRandom, shuffled } from '../../base/random.ts';
import { formatNs } from '../../base/units.ts';
import type { RunContext } from '../run-context.ts';
import type { Candidate, Layout, SeriesRun } from './candidate.ts';
import { type Answers, checkResults, knownAnswers } from './check-results.ts';
import { completion, type SeriesRules } from './rules.ts';
import { runCandidate } from './run-candidate.ts';

export interface SeriesRequest {
  readonly title: string;
  readonly candidates: readonly Candidate[];
  readonly layout: Layout;
  readonly rules: SeriesRules;
  readonly context: RunContext;
}

/** Everything that was run, in its order. */
export interface Series {
  readonly runs: readonly SeriesRun[];
  /** The digest that all runs of a candidate's work gave; null where none came to its end. */
  readonly digest: string | null;
  /** Whether every candidate had its turns: not when the run was ended, or the budget over, before. */
  readonly isComplete: boolean;
}

/**
 * Lets candidates take turns: each round runs every one once, in an order that is new in each round, so that what the
 * machine does meanwhile meets all of them alike.
 * @throws ConcurError (USER_CODE, WORKER_FAILED) when a worker fails or results differ
 */
export async function runSeries(request: SeriesRequest): Promise<Series> {
  const { candidates, rules, context } = request;
  const random = seededRandom(context.seed);
  const runs: SeriesRun[] = [];
  const answers = new Map<unknown, Answers | null>();
  const runsOf = ({ label }: Candidate) => runs.filter((run) => run.label === label);
  const isComplete = () => candidates.every((candidate) => completion(runsOf(candidate), rules) >= 1);
  context.emit(startOf(request, runsOf));
  let lastRoundNs = 0;
  for (
    let round = 1;
    !isComplete() && !context.signal.aborted && mayBegin(round, lastRoundNs, request);
    round++
  ) {
    const startNs = context.clock.nowNs();
    for (const [turn, candidate] of shuffled(candidates, random).entries()) {
      const { work } = candidate;
      if (!answers.has(work)) answers.set(work, await knownAnswers(candidate, context.signal));
      const at = { round, turn: turn + 1, index: candidates.indexOf(candidate) };
      const done = await runCandidate(candidate, at, request);
      if (done === null) break;
      answers.set(
        work,
        checkResults(done.results, `${candidate.label}, run ${round}`, answers.get(work) ?? null),
      );
      runs.push(done.run);
      context.emit({ type: 'series-run', run: done.run });
    }
    lastRoundNs = context.clock.nowNs() - startNs;
  }
  context.emit({ type: 'series-end' });
  return { runs, digest: [...answers.values()][0]?.digest ?? null, isComplete: isComplete() };
}

/** The first round always runs: without it there would be nothing to report. */
function mayBegin(round: number, lastRoundNs: number, { rules, context }: SeriesRequest): boolean {
  return round === 1 || context.clock.nowNs() + lastRoundNs <= rules.deadlineNs;
}

function startOf(
  { title, candidates, rules }: SeriesRequest,
  runsOf: (of: Candidate) => readonly SeriesRun[],
) {
  const runsAt = (index: number) => runsOf(candidates[index] as Candidate);
  return {
    type: 'series-start',
    title,
    names: candidates.map(({ label }) => label),
    progress(index: number) {
      const done = runsAt(index).length;
      const share = completion(runsAt(index), rules);
      const total = share === 0 ? rules.enoughRuns : Math.max(done, Math.round(done / share));
      return { done, total, of: 'units' } as const;
    },
    note: (index: number) => noteOf(runsAt(index)),
  } as const;
}

function noteOf(runs: readonly SeriesRun[]): string {
  const last = runs.at(-1);
  return last === undefined ? '' : `last: ${formatNs(last.workNs)}`;
}
