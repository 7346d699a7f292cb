import { formatRatio, formatShare, listOf } from '../../../base/units.ts';
import type { ScalePoint, ScaleReport } from '../../../model/scaling.ts';
import type { FigureColumn } from '../../figure-tables.ts';
import { estimate, times } from '../../ratio.ts';
import { roundsWords } from '../../text/series.ts';
import { causesText } from '../../words/causes.ts';

const FIGURES: readonly FigureColumn<ScalePoint>[] = [
  { title: 'workers', align: 'right', cell: ({ workers }) => `${workers}` },
  {
    title: 'throughput',
    align: 'left',
    // One worker is what the others are held against: of itself there is nothing to estimate.
    cell: ({ workers, throughputX, ci95 }) =>
      workers === 1 ? times(throughputX) : estimate({ ratio: throughputX, ci95 }),
  },
  { title: 'efficiency', align: 'right', cell: ({ efficiency }) => formatShare(efficiency) },
  { title: 'R', align: 'right', cell: ({ r }) => formatRatio(r) },
  { title: 'D', align: 'right', cell: ({ d }) => formatRatio(d) },
];

const WHY: FigureColumn<ScalePoint> = {
  title: 'why',
  align: 'left',
  wraps: true,
  cell: ({ causes }) => (causes.length === 0 ? '-' : causesText(causes)),
};

/** What there is to say of a number of workers; why only where anything was in the way. */
export function pointColumns({ points }: ScaleReport): readonly FigureColumn<ScalePoint>[] {
  return points.some(({ causes }) => causes.length > 0) ? [...FIGURES, WHY] : FIGURES;
}

/** What the figures are, in a sentence or two. */
export function pointNotes(report: ScaleReport): string {
  return [
    'Throughput: work of 1 worker ÷ work of so many, medians [95 % interval].',
    'Efficiency: throughput ÷ workers.',
    'R: cores kept busy. D: cores wanted and not got.',
    ...(pointColumns(report).includes(WHY) ? ['-: nothing is known to have been in the way.'] : []),
  ].join(' ');
}

/** `hash: 2000 units on threads with 1, 2, 3 and 4 workers, 10 rounds, seed 1`. */
export function whatWasScaled({ workload, engine, points, seed }: ScaleReport): string {
  const counts = points.map(({ workers }) => workers);
  const rounds = roundsWords(points.map(({ workNs }) => workNs.n));
  const on =
    counts.length === 0
      ? ''
      : ` with ${listOf(counts.map(String))} ${counts.at(-1) === 1 ? 'worker' : 'workers'}`;
  return [`${workload.name}: ${workload.units} units on ${engine}${on}`, rounds, `seed ${seed}`].join(', ');
}
