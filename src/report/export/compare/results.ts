import { formatBytes, formatNs, formatRatio } from '../../../base/units.ts';
import type { ComparedEngine, CompareReport } from '../../../model/comparison.ts';
import type { Stat } from '../../../model/stat.ts';
import type { FigureColumn } from '../../figure-tables.ts';
import { estimate, times } from '../../ratio.ts';
import { roundsWords, workersWords } from '../../text/series.ts';

type ResultColumn = FigureColumn<ComparedEngine>;

const START: readonly ResultColumn[] = [
  { title: 'start-up', align: 'right', cell: ({ startupNs }) => formatNs(startupNs.median) },
  { title: 'first result', align: 'right', cell: ({ firstResultNs }) => formatNs(firstResultNs.median) },
];
const COSTS: readonly ResultColumn[] = [
  { title: 'R', align: 'right', cell: ({ r }) => formatRatio(r) },
  { title: 'CPU', align: 'right', cell: ({ cpuNs }) => formatNs(cpuNs) },
  { title: 'Pss/worker', align: 'right', cell: ({ pssBytesPerWorker }) => formatBytes(pssBytesPerWorker) },
  { title: 'transfer', align: 'right', cell: ({ transferNs }) => formatNs(transferNs.median) },
  { title: 'round trip', align: 'right', cell: ({ roundTripNs }) => formatNs(roundTripNs) },
];

/** What there is to say of a contestant, in the order in which it happens: its start, its work, what that cost. */
export function resultColumns(
  { results: [first] }: CompareReport,
  { spread }: { readonly spread: boolean },
): readonly ResultColumn[] {
  const work = ({ workNs }: ComparedEngine) => (spread ? medianAndMad(workNs) : formatNs(workNs.median));
  return [
    { title: 'engine', align: 'left', cell: ({ label }) => label },
    ...START,
    { title: 'work', align: 'left', cell: work },
    // The first is what the others are held against: of itself there is nothing to estimate.
    {
      title: 'speed-up',
      align: 'left',
      cell: (result) => (result === first ? times(result.speedup.ratio) : estimate(result.speedup)),
    },
    ...COSTS,
  ];
}

/** What the figures are, in a sentence or two. */
export function resultNotes({ results }: CompareReport, { spread }: { readonly spread: boolean }): string {
  const [first] = results;
  if (first === undefined) return '';
  const isSpread = spread && results.some(({ workNs }) => workNs.n > 1);
  return [
    `Medians of the runs${isSpread ? '; ±: median absolute deviation' : ''}.`,
    `Speed-up: work of ${first.label} ÷ work of each [95 % interval]; above 1× is faster.`,
    'R: cores kept busy.',
  ].join(' ');
}

/** `hash: 2000 units on 2 workers, 10 rounds, seed 1`. */
export function whatWasCompared({ workload, results, seed }: CompareReport): string {
  const on = results.length === 0 ? '' : ` on ${workersWords(results)}`;
  const rounds = roundsWords(results.map(({ runs }) => runs));
  return `${workload.name}: ${workload.units} units${on}, ${rounds}, seed ${seed}`;
}

function medianAndMad({ n, median, mad }: Stat): string {
  return n < 2 ? formatNs(median) : `${formatNs(median)} ± ${formatNs(mad)}`;
}
