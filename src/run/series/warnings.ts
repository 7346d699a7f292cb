import { countOf, formatNs, listOf } from '../../base/units.ts';
import type { Warning } from '../../model/warning.ts';
import { summarize } from '../../stats/summary.ts';
import { THRESHOLDS } from '../../stats/thresholds.ts';
import type { UnitWork } from './contestant.ts';
import { isDisturbance } from './disturbance.ts';
import type { Series } from './series.ts';

const TYPESCRIPT = /\.[cm]?tsx?(#|$)/;

/** What a reader of these figures has to know. */
export function seriesWarnings(
  { runs, isComplete }: Pick<Series, 'runs' | 'isComplete'>,
  work: UnitWork,
  cpus: number,
): Warning[] {
  const warnings: Warning[] = [];
  const rounds = Math.max(0, ...runs.map(({ round }) => round));
  if (!isComplete) {
    warnings.push({
      code: 'TOO_FEW_RUNS',
      message: `the series ended after ${countOf(rounds, 'round')}: not all had the runs that they need`,
      hint: 'Give it more time: --budget 2m, or fewer units: --units.',
    });
  }
  const workNs = summarize(runs.map((run) => run.workNs)).median;
  if (workNs !== null && workNs < THRESHOLDS.shortestRunNs) {
    warnings.push({
      code: 'RUN_TOO_SHORT',
      message: `a run’s work takes ${formatNs(workNs)}: too short to be told from the noise of starting it`,
      hint: `Try more units: --units ${work.about.units * 20}.`,
    });
  }
  const disturbances = runs.map(({ causes }) => causes.filter(isDisturbance));
  const disturbed = disturbances.filter((causes) => causes.length > 0);
  const kinds = [...new Set(disturbed.flat().map(({ kind }) => kind))];
  if (disturbed.length * 4 > runs.length) {
    warnings.push({
      code: 'MACHINE_BUSY',
      message: `${disturbed.length} of ${countOf(runs.length, 'run')} were disturbed (${listOf(kinds)}) on ${countOf(cpus, 'CPU')}`,
      hint: 'The engines took turns, so their ratios hold better than their times. A quiet machine says more.',
    });
  }
  if (TYPESCRIPT.test(work.about.source)) {
    warnings.push({
      code: 'TYPESCRIPT',
      message: 'each worker compiles the TypeScript as it starts: its start-up says nothing of compiled code',
      hint: 'Compare the JavaScript that you ship to see its start-up.',
    });
  }
  return warnings;
}
