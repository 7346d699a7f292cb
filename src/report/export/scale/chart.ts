import { countOf } from '../../../base/units.ts';
import type { ScaleReport } from '../../../model/scaling.ts';
import { barChart } from '../../chart/chart.ts';
import type { Page } from '../../page.ts';
import { times } from '../../ratio.ts';

/** The throughput of each number of workers as a bar, with a mark where it would be if none lost anything. */
export function throughputChart({ points }: ScaleReport, page: Page): string[] {
  if (points.length < 2) return [];
  const bars = points.map(({ workers, throughputX, ci95 }) => ({
    label: countOf(workers, 'worker'),
    value: throughputX,
    ci95: workers === 1 ? null : ci95,
    reference: workers,
    note: times(throughputX),
    paint: page.palette.color.bold,
  }));
  return barChart(bars, { title: 'throughput against 1 worker', referenceIs: 'ideal' }, page);
}
