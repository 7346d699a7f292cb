import { namedApart } from '../../base/text/named-apart.ts';
import type { CompareReport, Regression } from '../../model/documents/comparison.ts';
import { shortName } from '../../model/engines/engine-names.ts';
import type { SeriesNotice } from '../../model/notice.ts';
import { THRESHOLDS } from '../../stats/thresholds.ts';
import type { RunContext } from '../run-context.ts';
import type { Candidate, Layout, Runner, UnitWork } from './candidate.ts';
import type { SeenRun } from './command/seen-run.ts';
import { type Baseline, judgeRegressions } from './judge/judge-baseline.ts';
import { type JudgedComparison, judgeComparison } from './judge/judge-comparison.ts';
import { seriesNotices } from './notices.ts';
import { labelsOf } from './request/python/labels.ts';
import type { SeriesRules } from './rules.ts';
import { runSeries } from './series.ts';

export interface CompareRequest {
  /** The first is the one that speed-ups are against. One that is named twice takes part twice. */
  readonly runners: readonly Runner[];
  readonly workers: number;
  readonly work: UnitWork;
  readonly layout: Layout;
  readonly rules: SeriesRules;
  /** Two are the same when their ratio is within 1/(1 + margin) to 1 + margin. */
  readonly margin: number;
  readonly baseline: { readonly report: Baseline; readonly limit: number } | null;
  readonly context: RunContext;
}

export interface Compared extends JudgedComparison, Pick<CompareReport, 'workload' | 'seed' | 'thresholds'> {
  readonly regressions: readonly Regression[] | null;
  readonly warnings: readonly SeriesNotice[];
  /** What was seen of each command, by its label; empty of all else. */
  readonly programs: ReadonlyMap<string, SeenRun>;
}

/**
 * The same work on several engines, interleaved.
 * @throws ConcurError (USER_CODE, WORKER_FAILED, USAGE) when a worker fails or results differ
 */
export async function compareEngines(request: CompareRequest): Promise<Compared> {
  const { work, layout, rules, margin, baseline, context } = request;
  const candidates = candidatesOf(request);
  const title = `${work.about.name}: ${work.about.units} units on ${candidates.map(({ label }) => label).join(', ')}`;
  const series = await runSeries({ title, candidates, layout, rules, context });
  const judged = judgeComparison(candidates, series, { margin, seed: context.seed });
  const regressions =
    baseline === null
      ? null
      : judgeRegressions(judged, baseline.report, { limit: baseline.limit, seed: context.seed });
  return {
    workload: work.about,
    seed: context.seed,
    ...judged,
    thresholds: THRESHOLDS,
    regressions,
    programs: new Map(),
    warnings: seriesNotices(series, work, context.cpus.length),
  };
}

export function candidatesOf({
  runners,
  workers,
  work,
}: Pick<CompareRequest, 'runners' | 'workers' | 'work'>): Candidate[] {
  const labels = labelsOf(work.interpreters);
  const names = runners.map(({ engine, python }) =>
    python === null || labels.size === 1 ? shortName(engine) : `${shortName(engine)} (${labels.get(python)})`,
  );
  const apart = namedApart(names);
  return runners.map((runner, index) => ({ label: apart[index] as string, ...runner, workers, work }));
}
