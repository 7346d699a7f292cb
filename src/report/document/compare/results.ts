import { countOf, formatBytes, formatNs, formatRatio, listOf } from '../../../base/units.ts';
import type { ComparedEngine, CompareReport } from '../../../model/documents/comparison.ts';
import type { Stat } from '../../../model/stat.ts';
import { BUSY_QUEUED_NOTE, estimate, times } from '../../words/figures.ts';
import { type Detail, detail } from '../details.ts';
import { type FigureColumn, tableOf } from '../parts.ts';
import type { Table } from '../section.ts';
import { areCommands } from '../series/commands.ts';
import { roundsWords } from '../series/series.ts';
import { candidateWord } from './candidates.ts';

/** What there is to report of each candidate; in brief what a choice is made by. */
export function resultsTables(report: CompareReport): (Table | Detail)[] {
  const [whole] = resultsTable(report, []);
  if (whole === undefined) return [];
  const left = whole.columns.map(({ title }) => title).filter((title) => SECONDARY.includes(title));
  if (left.length === 0) return [whole];
  return detail(countOf(left.length, 'more column'), [whole], resultsTable(report, left));
}

/** What only those ask for who want to know where the time goes. */
const SECONDARY: readonly string[] = ['first result', '±', 'CPU', 'transfer', 'round trip'];

/** In the order in which it happens: its start, its work, what that cost. @param without titles of columns */
function resultsTable(report: CompareReport, without: readonly string[]): Table[] {
  const { results, workload } = report;
  const [first] = results;
  const noun = candidateWord(report);
  const { time, hidden } = areCommands(workload) ? OF_COMMANDS : OF_FUNCTIONS;
  const columns: readonly FigureColumn<ComparedEngine>[] = [
    { title: noun, align: 'left', cell: ({ label }) => label },
    { title: 'start-up', align: 'right', cell: unlessHosts(({ startupNs }) => formatNs(startupNs.median)) },
    {
      title: 'first result',
      align: 'right',
      cell: unlessHosts(({ firstResultNs }) => formatNs(firstResultNs.median)),
    },
    { title: time, align: 'right', cell: ({ workNs }) => formatNs(workNs.median) },
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
    {
      title: 'transfer',
      align: 'right',
      cell: unlessHosts(({ transferNs }) => formatNs(transferNs.median)),
    },
    { title: 'round trip', align: 'right', cell: ({ roundTripNs }) => formatNs(roundTripNs) },
  ];
  const hasSpread = results.some(({ workNs }) => workNs.n > 1) && !without.includes('±');
  const note = [
    `Medians of the runs${hasSpread ? `; ±: median absolute deviation of the ${time}` : ''}.`,
    ...(first === undefined
      ? []
      : [`Speed-up: ${time} of ${first.label} ÷ ${time} of each [95 % interval]; above 1× is faster.`]),
    BUSY_QUEUED_NOTE,
    ...(results.some(areHosts) ? [HOSTS_NOTE] : []),
  ].join(' ');
  const left = [...hidden, ...without, ...(hasSpread ? [] : ['±'])];
  const shown = columns.filter(({ title }) => !left.includes(title));
  return tableOf(`Medians by ${noun}`, shown, results, { note });
}

const HOSTS_NOTE =
  'Hosts are there before: their work lasts from the map’s start to its last answer, the way to them and back included.';

function areHosts({ engine }: Pick<ComparedEngine, 'engine'>): boolean {
  return engine === 'hosts';
}

/** What of hosts there is nothing to report of. */
function unlessHosts(cell: (result: ComparedEngine) => string): (result: ComparedEngine) => string {
  return (result) => (areHosts(result) ? '-' : cell(result));
}

/** What their time is called, and what of them there is nothing to report of. */
const OF_FUNCTIONS = { time: 'work', hidden: [] as readonly string[] };
const OF_COMMANDS = {
  time: 'time',
  hidden: ['start-up', 'first result', 'Pss/worker', 'transfer', 'round trip'] as readonly string[],
};

/** `hash: 2000 units on 2 workers, 10 rounds, seed 1`; of versions with the engine of all. */
export function whatWasCompared(report: CompareReport): string {
  const { workload, results, seed } = report;
  const of = candidateWord(report) === 'version' ? ` of ${results[0]?.engine}` : '';
  const on = results.length === 0 ? '' : ` on ${workersWords(results)}${of}`;
  const rounds = roundsWords(results.map(({ runs }) => runs));
  if (areCommands(workload)) return `${countOf(results.length, 'command')}, ${rounds}, seed ${seed}`;
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
