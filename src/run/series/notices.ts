import { maxOf } from '../../base/extremes.ts';
import type { SeriesNotice } from '../../model/notice.ts';
import { summarize } from '../../stats/samples/summary.ts';
import { THRESHOLDS } from '../../stats/thresholds.ts';
import { TYPESCRIPT, type UnitWork } from './candidate.ts';
import { isDisturbance } from './judge/disturbance.ts';
import type { Series } from './series.ts';

/** What a reader of these figures should know. */
export function seriesNotices(
  { runs, isComplete }: Pick<Series, 'runs' | 'isComplete'>,
  work: UnitWork,
  cpus: number,
): SeriesNotice[] {
  const notices: SeriesNotice[] = [];
  const rounds = maxOf(
    runs.map(({ round }) => round),
    0,
  );
  if (!isComplete) notices.push({ code: 'TOO_FEW_RUNS', rounds });
  const workNs = summarize(runs.map((run) => run.workNs)).median;
  if (workNs !== null && workNs < THRESHOLDS.shortestRunNs)
    notices.push({ code: 'RUN_TOO_SHORT', workNs, units: work.about.units });
  const disturbed = runs.map((run) => run.causes.filter(isDisturbance)).filter(({ length }) => length > 0);
  const causes = [...new Set(disturbed.flat().map(({ kind }) => kind))];
  if (disturbed.length > runs.length * THRESHOLDS.disturbedRuns)
    notices.push({ code: 'MACHINE_BUSY', disturbed: disturbed.length, runs: runs.length, causes, cpus });
  if (TYPESCRIPT.test(work.about.source)) notices.push({ code: 'TYPESCRIPT' });
  return notices;
}
