import { usageError } from '../../../base/errors/errors.ts';
import { type Baseline, type Comparable, checkComparable } from '../../../run/series/judge/judge-baseline.ts';
import { SERIES_DEFAULTS } from '../../../run/series/request/setting.ts';
import type { TypedOptions } from '../../options/table.ts';
import { readBaseline } from './read-baseline.ts';

/** An earlier report, and how much slower than it fails. */
export interface ChosenBaseline {
  readonly report: Baseline;
  readonly limit: number;
}

/** What `--baseline` names, or null without it. @throws ConcurError (USAGE) where it says nothing of what is to run */
export function chooseBaseline(
  options: TypedOptions,
  now: Omit<Comparable, 'options'>,
): ChosenBaseline | null {
  const { baseline: file, maxRegress } = options;
  if (file === undefined) {
    if (maxRegress === undefined) return null;
    throw usageError('--max-regress needs an earlier report', 'Add --baseline FILE.');
  }
  const report = readBaseline(file);
  checkComparable(report, { ...now, options: { ...options } });
  return { report, limit: maxRegress ?? SERIES_DEFAULTS.maxRegress };
}
