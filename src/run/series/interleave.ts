import { seededRandom, shuffled } from '../../base/random.ts';
import { formatNs } from '../../base/units.ts';
import type { RunContext } from '../run-context.ts';
import type { SeriesRun } from './candidate.ts';
import { completion, type SeriesRules } from './rules.ts';

/** When a run is, and whose. */
export interface Place {
  readonly round: number;
  /** Its turn in the round, from 1. */
  readonly turn: number;
  /** The candidate's number. */
  readonly index: number;
}

export interface InterleaveRequest<Of extends { readonly label: string }> {
  readonly title: string;
  readonly candidates: readonly Of[];
  readonly rules: SeriesRules;
  readonly context: RunContext;
  /** What comes before the first round. */
  warmUp?(): Promise<void>;
  /** One run; null where it was ended from outside. */
  runOnce(candidate: Of, at: Place): Promise<SeriesRun | null>;
}

/** Everything that was run, in its order. */
export interface Interleaved {
  readonly runs: readonly SeriesRun[];
  /** Whether every candidate had its turns: not when the run was ended, or the budget over, before. */
  readonly isComplete: boolean;
}

/**
 * Lets candidates take turns: each round runs every one once, in an order that is new in each round, so that what the
 * machine does meanwhile meets all of them alike.
 */
export async function interleave<Of extends { readonly label: string }>(
  request: InterleaveRequest<Of>,
): Promise<Interleaved> {
  const { candidates, rules, context } = request;
  const random = seededRandom(context.seed);
  const runs: SeriesRun[] = [];
  const runsOf = ({ label }: Of) => runs.filter((run) => run.label === label);
  const isComplete = () => candidates.every((candidate) => completion(runsOf(candidate), rules) >= 1);
  context.emit(startOf(request, runsOf));
  await request.warmUp?.();
  let lastRoundNs = 0;
  for (
    let round = 1;
    !isComplete() && !context.signal.aborted && mayBegin(round, lastRoundNs, request);
    round++
  ) {
    const startNs = context.clock.nowNs();
    for (const [turn, candidate] of shuffled(candidates, random).entries()) {
      const at = { round, turn: turn + 1, index: candidates.indexOf(candidate) };
      const run = await request.runOnce(candidate, at);
      if (run === null) break;
      runs.push(run);
      context.emit({ type: 'series-run', run });
    }
    lastRoundNs = context.clock.nowNs() - startNs;
  }
  context.emit({ type: 'series-end' });
  return { runs, isComplete: isComplete() };
}

/** The first round always runs: without it there would be nothing to report. */
function mayBegin(
  round: number,
  lastRoundNs: number,
  { rules, context }: Pick<InterleaveRequest<never>, 'rules' | 'context'>,
): boolean {
  return round === 1 || context.clock.nowNs() + lastRoundNs <= rules.deadlineNs;
}

function startOf<Of extends { readonly label: string }>(
  { title, candidates, rules }: InterleaveRequest<Of>,
  runsOf: (of: Of) => readonly SeriesRun[],
) {
  const runsAt = (index: number) => runsOf(candidates[index] as Of);
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
