import { countOf, formatBytes, formatNs, formatRatio, listOf } from '../../../base/units.ts';
import type { ComparedEngine, CompareReport } from '../../../model/documents/comparison.ts';
import type { Stat } from '../../../model/stat.ts';
import { BUSY_QUEUED_NOTE, estimate, times } from '../../words/figures.ts';
import { type FigureColumn, tableOf } from '../parts.ts';
import type { Table } from '../section.ts';
import { roundsWords } from '../series/series.ts';

/** What there is to report of a candidate, in the order in which it happens: its start, its work, what that cost. */
export function resultsTable({ results }: CompareReport): Table[] {
  const [first] = results;
  const columns: readonly FigureColumn<ComparedEngine>[] = [
    { title: 'engine', align: 'left', cell: ({ label }) => label },
    { title: 'start-up', align: 'right', cell: ({ startupNs }) => formatNs(startupNs.median) },
    { title: 'first result', align: 'right', cell: ({ firstResultNs }) => formatNs(firstResultNs.median) },
    { title: 'work', align: 'right', cell: ({ workNs }) => formatNs(workNs.median) },
    { title: '±', align: 'right', cell: ({ workNs }) => spread(workNs) },
    // The first is what the others are held against: of itself there is nothing to estimate.
    {
      title: 'speed-up',
      align: 'left',
      cell: (result) => (result === first ? times(result.speedup.ratio) : estimate(result.speedup)),
    },
    { title: 'busy', align: 'right', cell: ({ r }) => formatRatio(r) },
    { title: 'queued', align: 'right', cell: ({ d }) => formatRatio(d) },
    { title: 'CPU', align: 'right', cell: ({ cpuNs }) => formatNs(cpuNs) },
    { title: 'Pss/worker', align: 'right', cell: ({ pssBytesPerWorker }) => formatBytes(pssBytesPerWorker) },
    { title: 'transfer', align: 'right', cell: ({ transferNs }) => formatNs(transferNs.median) },
    { title: 'round trip', align: 'right', cell: ({ roundTripNs }) => formatNs(roundTripNs) },
  ];
  const hasSpread = results.some(({ workNs }) => workNs.n > 1);
  const note = [
    `Medians of the runs${hasSpread ? '; ±: median absolute deviation of the work' : ''}.`,
    ...(first === undefined
      ? []
      : [`Speed-up: work of ${first.label} ÷ work of each [95 % interval]; above 1× is faster.`]),
    BUSY_QUEUED_NOTE,
  ].join(' ');
  const shown = hasSpread ? columns : columns.filter(({ title }) => title !== '±');
  return tableOf('Medians by engine', shown, results, { note });
}

/** `hash: 2000 units on 2 workers, 10 rounds, seed 1`. */
export function whatWasCompared({ workload, results, seed }: CompareReport): string {
  const on = results.length === 0 ? '' : ` on ${workersWords(results)}`;
  const rounds = roundsWords(results.map(({ runs }) => runs));
  return `${workload.name}: ${workload.units} units${on}, ${rounds}, seed ${seed}`;
}

/** `2 workers`; `1 worker (loop) and 2 workers (threads and pool)`. */
function workersWords(results: readonly Pick<ComparedEngine, 'label' | 'workers'>[]): string {
  const counts = [...new Set(results.map(({ workers }) => workers))].sort((a, b) => a - b);
  const [only, ...more] = counts;
  if (only !== undefined && more.length === 0) return countOf(only, 'worker');
  const named = counts.map((count) => {
    const labels = results.filter(({ workers }) => workers === count).map(({ label }) => label);
    return `${countOf(count, 'worker')} (${listOf(labels)})`;
  });
  return listOf(named);
}

function spread({ n, mad }: Stat): string {
  return n < 2 ? '' : formatNs(mad);
}
