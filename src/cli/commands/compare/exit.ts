import { formatRatio, formatShare } from '../../../base/units.ts';
import type { CompareReport } from '../../../model/documents/comparison.ts';
import type { Exit } from '../../../model/documents/report.ts';
import { EXIT } from '../../exit-codes.ts';

/** What a comparison means to a script: only a real regression is a failure. */
export function compareExit({ regressions }: Pick<CompareReport, 'regressions'>, ended: Exit | null): Exit {
  if (ended !== null) return ended;
  const failed = (regressions ?? []).filter(({ outcome }) => outcome === 'fail');
  if (failed.length === 0) return { code: EXIT.ok, reason: 'compared' };
  const said = failed.map(
    ({ engine, ratio, limit }) =>
      `${engine} takes ${formatRatio(ratio)} times as long as the baseline (the limit is ${formatShare(limit)} more)`,
  );
  return { code: EXIT.fails, reason: said.join('; ') };
}
