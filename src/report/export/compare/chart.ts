import type { Call, CompareReport } from '../../../model/comparison.ts';
import { barChart } from '../../chart/chart.ts';
import type { Page } from '../../page.ts';
import { times } from '../../ratio.ts';

/** The speed-ups as bars, each against the first contestant's. Nothing where there is nobody to compare with. */
export function speedupChart(report: CompareReport, page: Page): string[] {
  const { results } = report;
  const [first, second] = results;
  if (first === undefined || second === undefined) return [];
  const { color } = page.palette;
  const paints = { faster: color.green, slower: color.red, same: color.dim, inconclusive: color.yellow };
  const bars = results.map((result) => {
    const call = callOn('work', result.label, report);
    return {
      label: result.label,
      value: result.speedup.ratio,
      ci95: result === first ? null : result.speedup.ci95,
      reference: 1,
      note: [times(result.speedup.ratio), ...(call === null ? [] : [call])].join(' '),
      paint: call === null ? color.dim : paints[call],
    };
  });
  const title = `speed-up against ${first.label}`;
  return barChart(bars, { title, referenceIs: `as fast as ${first.label}` }, page);
}

/** What a contestant was found to be on a metric, against the first one; null of the first itself. */
export function callOn(
  metric: 'work' | 'total',
  label: string,
  { results, comparisons }: CompareReport,
): Call | null {
  const found = comparisons.find(
    (one) => one.metric === metric && one.baseline === results[0]?.label && one.candidate === label,
  );
  return found?.call ?? null;
}
