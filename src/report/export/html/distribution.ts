import { formatNs, formatRatio } from '../../../base/units.ts';
import type { ComparedRun } from '../../../model/comparison.ts';
import { medianInterval } from '../../../stats/median-interval.ts';
import { median } from '../../../stats/summary.ts';
import { causesOrUnknown } from '../../words/causes.ts';
import type { SampleRow } from './chart-data.ts';
import { chartFigure } from './figure.ts';
import type { Html } from './markup.ts';
import { folded, tableOf } from './table.ts';

/** A table of more runs than this is for programs: the JSON document has them all. */
const MOST_LISTED = 1_000;
/** As exact as a chart can be, and short. */
const DIGITS = 6;

const METRICS = [
  { label: 'work', nsOf: ({ workNs }: ComparedRun) => workNs },
  { label: 'total', nsOf: ({ totalNs }: ComparedRun) => totalNs },
  { label: 'start-up', nsOf: ({ startupNs }: ComparedRun) => startupNs },
  { label: 'first result', nsOf: ({ firstResultNs }: ComparedRun) => firstResultNs },
] as const;

const SPREAD_COLUMNS = [
  { title: 'runs of', align: 'left' },
  { title: 'time', align: 'left' },
  { title: 'runs', align: 'right' },
  { title: 'least', align: 'right' },
  { title: 'median', align: 'right' },
  { title: '95 % interval', align: 'left' },
  { title: 'most', align: 'right' },
] as const;

const RUN_COLUMNS = [
  { title: 'runs of', align: 'left' },
  { title: 'round', align: 'right' },
  ...METRICS.map(({ label }) => ({ title: label, align: 'right' as const })),
  { title: 'R', align: 'right' },
  { title: 'D', align: 'right' },
  { title: 'disturbed by', align: 'left' },
] as const;

/** Runs that are alike. */
export interface RunGroup {
  readonly label: string;
  readonly runs: readonly ComparedRun[];
}

/** Every run as a point, and what the points come to. */
export function distributionFigure(groups: readonly RunGroup[]): Html | null {
  const shown = groups.filter(({ runs }) => runs.length > 0);
  const count = shown.reduce((sum, { runs }) => sum + runs.length, 0);
  if (count === 0) return null;
  const metrics = METRICS.map(({ label, nsOf }) => ({
    label,
    rows: shown.map((group) => sampleRow(group, nsOf)),
  }));
  return chartFigure(
    { kind: 'distribution', metrics },
    {
      caption: 'Every run',
      about: `A point is one of ${count} runs; the line is the median, the box its 95 % interval (none below 6 runs).`,
      choices: { label: 'Time', options: METRICS.map(({ label }) => label), first: 0 },
      rest: [
        folded(
          'The same as a table',
          tableOf('Times of the runs', SPREAD_COLUMNS, metrics.flatMap(spreadCells)),
        ),
        count <= MOST_LISTED &&
          folded(`All ${count} runs`, tableOf('All runs', RUN_COLUMNS, shown.flatMap(runCells))),
      ],
    },
  );
}

function sampleRow({ label, runs }: RunGroup, nsOf: (run: ComparedRun) => number): SampleRow {
  const samplesUs = runs.map((run) => Number((nsOf(run) / 1e3).toPrecision(DIGITS)));
  return { label, samplesUs, medianUs: median(samplesUs), ci95Us: medianInterval(samplesUs) };
}

function spreadCells({
  label,
  rows,
}: {
  readonly label: string;
  readonly rows: readonly SampleRow[];
}): string[][] {
  return rows.map(({ label: group, samplesUs, medianUs, ci95Us }) => [
    group,
    label,
    `${samplesUs.length}`,
    timeWords(samplesUs.reduce((a, b) => Math.min(a, b))),
    timeWords(medianUs),
    ci95Us === null ? 'too few runs' : `${timeWords(ci95Us[0])} to ${timeWords(ci95Us[1])}`,
    timeWords(samplesUs.reduce((a, b) => Math.max(a, b))),
  ]);
}

function runCells({ label, runs }: RunGroup) {
  return runs.map((run) => [
    label,
    run.round,
    ...METRICS.map(({ nsOf }) => formatNs(nsOf(run))),
    formatRatio(run.r),
    formatRatio(run.d),
    causesOrUnknown(run.causes),
  ]);
}

function timeWords(us: number | null): string {
  return formatNs(us === null ? null : us * 1e3);
}
