import { maxOf, minOf } from '../../../base/extremes.ts';
import { formatNs } from '../../../base/units.ts';
import type { ComparedRun } from '../../../model/documents/compared-run.ts';
import { median, medianInterval } from '../../../stats/samples/summary.ts';
import type { DistributionData, SampleRow } from '../chart-data.ts';
import { type FigureColumn, tableOf } from '../parts.ts';
import type { BarChart, Chart } from '../section.ts';

/** As exact as a chart can be, and short. */
const DIGITS = 6;

const METRICS = [
  { label: 'work', nsOf: ({ workNs }: ComparedRun) => workNs },
  { label: 'total', nsOf: ({ totalNs }: ComparedRun) => totalNs },
  { label: 'start-up', nsOf: ({ startupNs }: ComparedRun) => startupNs },
  { label: 'first result', nsOf: ({ firstResultNs }: ComparedRun) => firstResultNs },
] as const;

interface SpreadRow extends SampleRow {
  readonly metric: string;
}

const SPREAD_COLUMNS: readonly FigureColumn<SpreadRow>[] = [
  { title: 'runs of', align: 'left', cell: ({ label }) => label },
  { title: 'time', align: 'left', cell: ({ metric }) => metric },
  { title: 'runs', align: 'right', cell: ({ samplesUs }) => `${samplesUs.length}` },
  { title: 'least', align: 'right', cell: ({ samplesUs }) => timeWords(minOf(samplesUs)) },
  { title: 'median', align: 'right', cell: ({ medianUs }) => timeWords(medianUs) },
  { title: '95 % interval', align: 'left', cell: ({ ci95Us }) => intervalWords(ci95Us) },
  { title: 'most', align: 'right', cell: ({ samplesUs }) => timeWords(maxOf(samplesUs)) },
];

/** Runs that are alike. */
export interface RunGroup {
  readonly label: string;
  readonly runs: readonly ComparedRun[];
}

/** Every run as a point, and what the points come to; where there is no room for points, the bars. */
export function distributionChart(groups: readonly RunGroup[], bars: BarChart | null): Chart[] {
  const shown = groups.filter(({ runs }) => runs.length > 0);
  const count = shown.reduce((sum, { runs }) => sum + runs.length, 0);
  if (count === 0) return [];
  const areCommands = shown.some(({ runs }) => runs.some(({ engine }) => engine === 'command'));
  const metrics = (areCommands ? METRICS.slice(0, 1) : METRICS).map(({ label, nsOf }) => ({
    label,
    rows: shown.map((group) => sampleRow(group, nsOf)),
  }));
  const spreads = metrics.flatMap(({ label, rows }) => rows.map((row) => ({ ...row, metric: label })));
  const data: DistributionData = { kind: 'distribution', metrics };
  const [table = null] = tableOf('Times of the runs', SPREAD_COLUMNS, spreads);
  const about = `A point is one of ${count} runs; the line is the median, the box its 95 % interval (none below 6 runs).`;
  return [{ kind: 'chart', caption: 'Every run', about, bars, data, table }];
}

function sampleRow({ label, runs }: RunGroup, nsOf: (run: ComparedRun) => number): SampleRow {
  const samplesUs = runs.map((run) => Number((nsOf(run) / 1e3).toPrecision(DIGITS)));
  return { label, samplesUs, medianUs: median(samplesUs), ci95Us: medianInterval(samplesUs) };
}

function intervalWords(ci95Us: SampleRow['ci95Us']): string {
  return ci95Us === null ? 'too few runs' : ci95Us.map(timeWords).join(' to ');
}

function timeWords(us: number | null): string {
  return formatNs(us === null ? null : us * 1e3);
}
