import { maxOf } from '../../base/extremes.ts';
import type { SeriesNotice } from '../../model/notice.ts';
import { summarize } from '../../stats/samples/summary.ts';
import { THRESHOLDS } from '../../stats/thresholds.ts';
import { type Entry, TYPESCRIPT } from './candidate.ts';
import type { Interleaved } from './interleave.ts';
import { isDisturbance } from './judge/disturbance.ts';

/** What a reader of these figures should know. */
export function seriesNotices(
  { runs, isComplete }: Interleaved,
  works: readonly Pick<Entry['work'], 'about'>[],
  cpus: number,
): SeriesNotice[] {
  const notices: SeriesNotice[] = [];
  const rounds = maxOf(
    runs.map(({ round }) => round),
    0,
  );
  const units = works.find(({ about }) => about.source !== 'command')?.about.units ?? null;
  if (!isComplete) notices.push({ code: 'TOO_FEW_RUNS', rounds, units });
  const workNs = summarize(runs.map((run) => run.workNs).filter((ns) => ns > 0)).median;
  if (workNs !== null && workNs < THRESHOLDS.shortestRunNs)
    notices.push({ code: 'RUN_TOO_SHORT', workNs, units });
  const disturbed = runs.map((run) => run.causes.filter(isDisturbance)).filter(({ length }) => length > 0);
  const causes = [...new Set(disturbed.flat().map(({ kind }) => kind))];
  if (disturbed.length > runs.length * THRESHOLDS.disturbedRuns)
    notices.push({ code: 'MACHINE_BUSY', disturbed: disturbed.length, runs: runs.length, causes, cpus });
  if (works.some(({ about }) => TYPESCRIPT.test(about.source))) notices.push({ code: 'TYPESCRIPT' });
  return notices;
}
