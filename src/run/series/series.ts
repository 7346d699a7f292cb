import { ConcurError } from '../../base/errors.ts';
import { seededRandom, shuffled } from '../../base/random.ts';
import { countOf, formatNs } from '../../base/units.ts';
import type { RunEvent } from '../../model/events.ts';
import type { Observation } from '../../model/observation.ts';
import { causesOf, isDisturbed } from '../causes.ts';
import type { Lab } from '../lab.ts';
import { profileOf } from '../profile.ts';
import { conductTrial } from '../trial.ts';
import { type Answers, checkResults, knownAnswers } from './check-results.ts';
import { type Contestant, inputsOf, type Layout, planRun } from './contestant.ts';
import { completion, type SeriesRules } from './rules.ts';
import type { SeriesRun } from './series-run.ts';

export interface SeriesRequest {
  readonly title: string;
  readonly contestants: readonly Contestant[];
  readonly layout: Layout;
  readonly rules: SeriesRules;
  readonly lab: Lab;
}

/** Everything that was run, in its order. */
export interface Series {
  readonly runs: readonly SeriesRun[];
  /** The digest that all runs of a contestant's work gave; null where none came to its end. */
  readonly digest: string | null;
  /** Whether every contestant had its turns: not when the run was ended, or the budget over, before. */
  readonly isComplete: boolean;
}

/**
 * Lets contestants take turns: each round runs every one once, in an order that is new in each round, so that what the
 * machine does meanwhile meets all of them alike.
 * @throws ConcurError (USER_CODE, WORKER_FAILED) when a worker fails or results differ
 */
export async function runSeries(request: SeriesRequest): Promise<Series> {
  const { contestants, rules, lab } = request;
  const random = seededRandom(lab.seed);
  const runs: SeriesRun[] = [];
  const answers = new Map<unknown, Answers | null>();
  const runsOf = ({ label }: Contestant) => runs.filter((run) => run.label === label);
  const isComplete = () => contestants.every((contestant) => completion(runsOf(contestant), rules) >= 1);
  lab.emit(startOf(request, runsOf));
  for (let round = 1; !isComplete() && !lab.signal.aborted && mayBegin(round, runs, request); round++) {
    for (const [turn, contestant] of shuffled(contestants, random).entries()) {
      const { work } = contestant;
      if (!answers.has(work)) answers.set(work, knownAnswers(contestant));
      const played = await play(contestant, { round, turn: turn + 1 }, request);
      if (played === null) break;
      answers.set(
        work,
        checkResults(played.results, `${contestant.label}, run ${round}`, answers.get(work) ?? null),
      );
      runs.push(played.run);
    }
  }
  lab.emit({ type: 'series-end' });
  return { runs, digest: [...answers.values()][0]?.digest ?? null, isComplete: isComplete() };
}

/** The first round always runs: without it there would be nothing to report. */
function mayBegin(round: number, runs: readonly SeriesRun[], { rules, lab }: SeriesRequest): boolean {
  if (round === 1) return true;
  const lastRoundNs = runs.filter((run) => run.round === round - 1).reduce((sum, run) => sum + run.tookNs, 0);
  return lab.clock.nowNs() + lastRoundNs <= rules.deadlineNs;
}

/** One run. Null when it was ended from outside. */
async function play(
  contestant: Contestant,
  at: { readonly round: number; readonly turn: number },
  { layout, contestants, lab }: SeriesRequest,
): Promise<{ run: SeriesRun; results: readonly unknown[] } | null> {
  const { label, engine, workers } = contestant;
  const plan = planRun(contestant, layout, lab.machine);
  const quiet = { ...lab, emit: throughSeries(contestants.indexOf(contestant), at.round, lab) };
  const startNs = lab.clock.nowNs();
  const conducted = await conductTrial('series', plan, quiet, inputsOf(contestant));
  if (lab.signal.aborted) return null;
  const { observation } = conducted;
  const profile = profileOf(conducted);
  if (profile === null) throw failureOf(observation, contestant);
  const { results, ...figures } = profile;
  const run = {
    ...figures,
    engine,
    label,
    workers,
    ...at,
    totalNs: profile.startupNs + profile.transferNs + profile.workNs,
    r: profile.cpuNs === null ? observation.r : profile.cpuNs / profile.workNs,
    d: observation.d,
    causes: disturbances(observation, lab.cpus.length),
    tookNs: lab.clock.nowNs() - startNs,
  };
  return { run, results };
}

/** What kept this run from what it could have been. */
function disturbances(observation: Observation, cpus: number): readonly string[] {
  const { conditions, kind } = observation;
  const wasHeldBack = kind === 'STARVED' || kind === 'MIXED' || isDisturbed(conditions, cpus);
  return wasHeldBack ? causesOf(observation, cpus) : [];
}

/** Of a run's own events only what its workers print is passed on, and of that only the first run's. */
function throughSeries(contestant: number, round: number, lab: Lab): (event: RunEvent) => void {
  return (event) => {
    if (event.type === 'trial-look') lab.emit(event);
    if (event.type === 'worker-output' && round === 1) lab.emit({ ...event, worker: contestant });
  };
}

function startOf(
  { title, contestants, rules }: SeriesRequest,
  runsOf: (of: Contestant) => readonly SeriesRun[],
) {
  const runsAt = (index: number) => runsOf(contestants[index] as Contestant);
  return {
    type: 'series-start',
    title,
    names: contestants.map(({ label }) => label),
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

/** Why a run has no figures. */
function failureOf({ workers }: Observation, { label, work }: Contestant): ConcurError {
  const failed = workers.find(({ fault }) => fault !== null);
  const why = failed?.fault?.message ?? 'its workers gave no times';
  const where = work.place === null ? '' : ` in ${work.place}`;
  if (failed?.fault?.code === 'NO_SUCH_FUNCTION') return new ConcurError('USAGE', why);
  return new ConcurError(work.place === null ? 'WORKER_FAILED' : 'USER_CODE', `${label}${where}: ${why}`, {
    hint:
      failed?.fault?.code === 'HUNG'
        ? 'Where a unit may take that long, say how long all may take: --timeout 10m.'
        : `It had done ${countOf(failed?.unitsDone ?? 0, 'unit')} of its work before.`,
  });
}
