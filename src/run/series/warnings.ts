import { countOf, formatNs, listOf } from '../../base/units.ts';
import type { Warning } from '../../model/warning.ts';
import { summarize } from '../../stats/samples/summary.ts';
import { THRESHOLDS } from '../../stats/thresholds.ts';
import type { UnitWork } from './candidate.ts';
import { isDisturbance } from './judge/disturbance.ts';
import type { Series } from './series.ts';

const TYPESCRIPT = /\.[cm]?tsx?(#|$)/;

/** The same warnings, with what to do about some of them, by their codes. */
export function withHints(warnings: readonly Warning[], hints: Readonly<Record<string, string>>): Warning[] {
  return warnings.map((warning) => ({ ...warning, hint: warning.hint ?? hints[warning.code] ?? null }));
}

/** What a reader of these figures has to know. What helps against some of it, its caller says (`withHints`). */
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
      message: `the series ended after ${countOf(rounds, 'round')}: some candidates have too few runs`,
      hint: null,
    });
  }
  const workNs = summarize(runs.map((run) => run.workNs)).median;
  if (workNs !== null && workNs < THRESHOLDS.shortestRunNs) {
    warnings.push({
      code: 'RUN_TOO_SHORT',
      message: `a run’s work takes ${formatNs(workNs)}: too short beside the noise of its start`,
      hint: null,
    });
  }
  const disturbances = runs.map(({ causes }) => causes.filter(isDisturbance));
  const disturbed = disturbances.filter((causes) => causes.length > 0);
  const kinds = [...new Set(disturbed.flat().map(({ kind }) => kind))];
  if (disturbed.length * 4 > runs.length) {
    warnings.push({
      code: 'MACHINE_BUSY',
      message: `${disturbed.length} of ${countOf(runs.length, 'run')} were disturbed (${listOf(kinds)}) on ${countOf(cpus, 'CPU')}`,
      hint: 'The runs are interleaved, so ratios are more reliable than times. Repeat it on a quiet machine.',
    });
  }
  if (TYPESCRIPT.test(work.about.source)) {
    warnings.push({
      code: 'TYPESCRIPT',
      message: 'each worker compiles the TypeScript at its start: the start-up time includes the compiler',
      hint: 'To measure the start-up of compiled code, compare the compiled JavaScript.',
    });
  }
  return warnings;
}
