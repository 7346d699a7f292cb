import { maxOf } from '../../base/extremes.ts';
import { countOf } from '../../base/units.ts';
import type { ScaleReport } from '../../model/documents/scaling.ts';
import { shortName } from '../../model/engines/engine-names.ts';
import type { SeriesNotice } from '../../model/notice.ts';
import { THRESHOLDS } from '../../stats/thresholds.ts';
import type { RunContext } from '../run-context.ts';
import { type Candidate, type Layout, type Runner, subjectOf, type UnitWork } from './candidate.ts';
import type { SeenRun } from './command/seen-run.ts';
import { countedTo, type JudgedScaling, judgeScaling } from './judge/judge-scaling.ts';
import { seriesNotices } from './notices.ts';
import type { SeriesRules } from './rules.ts';
import { runSeries } from './series.ts';

export interface ScaleRequest {
  readonly runner: Runner;
  /** Ascending; 1 is always tried, because all others are held against it. */
  readonly counts: readonly number[];
  readonly work: UnitWork;
  readonly layout: Layout;
  readonly rules: SeriesRules;
  /** Numbers of workers to predict for; four times the usable CPUs where there is none. */
  readonly predictFor: readonly number[];
  readonly context: RunContext;
}

export interface Scaled
  extends JudgedScaling,
    Pick<ScaleReport, 'workload' | 'engine' | 'subject' | 'seed' | 'thresholds'> {
  readonly warnings: readonly SeriesNotice[];
  /** What was seen of a command at each number of workers; empty of all else. */
  readonly programs: ReadonlyMap<number, SeenRun>;
}

/**
 * The same work with different numbers of workers, interleaved.
 * @throws ConcurError (USER_CODE, WORKER_FAILED, USAGE) when a worker fails or results differ
 */
export async function scaleWorkers(request: ScaleRequest): Promise<Scaled> {
  const { runner, work, layout, rules, predictFor, context } = request;
  const engine = shortName(runner.engine);
  const candidates = scaleCandidates(request);
  const title = `${work.about.name}: ${work.about.units} units on ${engine}, ${candidates.map(({ workers }) => workers).join(', ')} workers`;
  const series = await runSeries({ title, candidates, layout, rules, context });
  const effectiveCpus = Math.min(context.machine.effectiveCpus, context.cpus.length);
  const usableCpus = context.cpus.length;
  const { isComplete } = series;
  const judged = judgeScaling(series.runs, {
    effectiveCpus,
    usableCpus,
    predictFor,
    isComplete,
    seed: context.seed,
  });
  return {
    workload: work.about,
    engine,
    subject: subjectOf(runner, work),
    seed: context.seed,
    ...judged,
    thresholds: THRESHOLDS,
    programs: new Map(),
    warnings: [...seriesNotices(series, [work], context.cpus.length), ...thinLaw(judged, effectiveCpus)],
  };
}

/** A law that rests on one number of workers besides one alone will go through it, whatever the truth is. */
export function thinLaw({ fit, ...judged }: JudgedScaling, cpus: number): SeriesNotice[] {
  const enough = countedTo(judged, cpus);
  const different = new Set(judged.points.map(({ workers }) => Math.min(workers, enough)));
  if (fit === null || different.size > 2) return [];
  const most = maxOf(different);
  return [{ code: 'THIN_LAW', most, of: most === enough ? 'cpus' : 'workers' }];
}

export function scaleCandidates({
  runner,
  counts,
  work,
}: Pick<ScaleRequest, 'runner' | 'counts' | 'work'>): Candidate[] {
  return [...new Set([1, ...counts])]
    .sort((a, b) => a - b)
    .map((workers) => ({ label: countOf(workers, 'worker'), ...runner, workers, work }));
}
