import type { Warning } from '../../../model/warning.ts';
import type { Compared } from '../../../run/series/compare.ts';
import { withHints } from '../../../run/series/warnings.ts';

/** A series’ warnings, with what to type next. */
export function seriesWarningsInFlags({
  warnings,
  workload,
}: Pick<Compared, 'warnings' | 'workload'>): readonly Warning[] {
  return withHints(warnings, {
    TOO_FEW_RUNS: 'Use more time (--budget 2m) or fewer units (--units).',
    RUN_TOO_SHORT: `Try more units: --units ${workload.units * 20}.`,
  });
}
