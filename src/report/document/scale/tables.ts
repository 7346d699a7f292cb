import { formatCount, formatRatio, formatShare } from '../../../base/units.ts';
import type {
  ScalePoint,
  ScalePrediction,
  ScaleReport,
  ScalingFit,
  ScalingLaw,
} from '../../../model/documents/scaling.ts';
import { isOneLoop } from '../../../model/engines/engine-names.ts';
import { causesText } from '../../words/causes.ts';
import { BUSY_QUEUED_NOTE, estimate, times } from '../../words/figures.ts';
import { scaledNoun } from '../../words/series/scaling.ts';
import { type FigureColumn, tableOf } from '../parts.ts';
import type { Table } from '../section.ts';

export const LAW_NAMES: { readonly [law in ScalingLaw]: string } = { amdahl: 'Amdahl', usl: 'USL' };

const POINT_COLUMNS: readonly FigureColumn<ScalePoint>[] = [
  {
    title: 'throughput',
    align: 'left',
    cell: ({ workers, throughputX, ci95 }) =>
      workers === 1 ? times(throughputX) : estimate({ ratio: throughputX, ci95 }),
  },
  { title: 'efficiency', align: 'right', cell: ({ efficiency }) => formatShare(efficiency) },
  { title: 'busy', align: 'right', cell: ({ r }) => formatRatio(r) },
  { title: 'queued', align: 'right', cell: ({ d }) => formatRatio(d) },
];

const WHY: FigureColumn<ScalePoint> = {
  title: 'delayed by',
  align: 'left',
  wraps: true,
  cell: ({ causes }) => causesText(causes) || '-',
};

/** What so many hosts are, and what goes to and fro. */
const HOST_COLUMNS: readonly FigureColumn<ScalePoint>[] = [
  { title: 'machines', align: 'right', cell: ({ hosts }) => `${hosts?.machines ?? '?'}` },
  { title: 'cores', align: 'right', cell: ({ hosts }) => formatRatio(hosts?.cores ?? null) },
  {
    title: 'efficiency per core',
    align: 'right',
    cell: ({ hosts }) => formatShare(hosts?.efficiencyPerCore ?? null),
  },
  {
    title: 'kB a chunk',
    align: 'right',
    cell: ({ hosts }) => formatRatio(hosts?.bytesPerChunk == null ? null : hosts.bytesPerChunk / 1_000),
  },
];

function columnsOf(report: ScaleReport): FigureColumn<ScalePoint>[] {
  const noun = scaledNoun(report);
  const count: FigureColumn<ScalePoint> = {
    title: `${noun}s`,
    align: 'right',
    cell: ({ workers }) => `${workers}`,
  };
  return [count, ...POINT_COLUMNS, ...(noun === 'host' ? HOST_COLUMNS : [])];
}

const HOSTS_NOTE =
  'Machines are told apart by their boot_ids, and the cores of each count once. A chunk: bytes there and back.';

/** What there is to say of a number of workers; why only where anything was in the way. */
export function pointsTable(report: ScaleReport): Table[] {
  const { points } = report;
  const noun = scaledNoun(report);
  const hasCauses = points.some(({ causes }) => causes.length > 0);
  const note = [
    `Throughput: work of 1 ${noun} ÷ work of N ${noun}s, medians [95 % interval].`,
    `Efficiency: throughput ÷ ${noun}s.`,
    BUSY_QUEUED_NOTE,
    ...(noun === 'host' ? [HOSTS_NOTE] : []),
    ...(hasCauses ? ['-: no cause is known.'] : []),
  ].join(' ');
  const columns = columnsOf(report);
  return tableOf(`Throughput by ${noun}s`, hasCauses ? [...columns, WHY] : columns, points, { note });
}

const PARAMETERS: Readonly<Record<string, string>> = {
  serial: 'share that can’t be parallel',
  contention: 'share spent waiting for each other',
  coherency: 'share that each pair spends on agreeing',
};

/** Each line says for itself that nobody has measured it. */
const predictionColumns = (noun: 'worker' | 'host'): readonly FigureColumn<ScalePrediction>[] => [
  { title: 'not measured', align: 'left', cell: predictedBy },
  { title: `${noun}s`, align: 'right', cell: ({ workers }) => `${workers}` },
  { title: 'throughput', align: 'right', cell: ({ throughputX }) => times(throughputX) },
];

/** The laws that were fitted, and which of them is selected. */
export function fitsTable({ fit, fits, thresholds }: ScaleReport): Table[] {
  const columns: readonly FigureColumn<ScalingFit>[] = [
    { title: 'law', align: 'left', cell: ({ law }) => LAW_NAMES[law] },
    { title: 'selected (AICc)', align: 'left', cell: ({ law }) => (law === fit?.law ? 'yes' : 'no') },
    { title: 'RMSE', align: 'right', cell: ({ residual }) => times(residual) },
    { title: 'parameters', align: 'left', wraps: true, cell: parameterWords },
  ];
  return tableOf('Fitted laws', columns, fits, { note: lawNote(fits, thresholds) });
}

/** What they predict. */
export function predictionsTable(report: ScaleReport): Table[] {
  return tableOf('Predictions', predictionColumns(scaledNoun(report)), report.predicted, {
    note: supposition(report),
  });
}

function predictedBy({ law, selected }: ScalePrediction): string {
  return `predicted by ${LAW_NAMES[law]}${selected ? '' : ', not selected: not reliable'}`;
}

/** What has to be so for predictions to be true. */
function supposition({ engine, fits: [fit] }: ScaleReport): string {
  if (engine === 'hosts') return 'Predicted as if each host were a machine of its own.';
  const isOnLoop = isOneLoop(engine);
  if (fit?.counts !== 'workers') {
    return isOnLoop
      ? 'Predicted as if the loop’s thread had time for all of them.'
      : 'Predicted as if there were a CPU for each worker.';
  }
  return `Predicted from the measured numbers alone: ${isOnLoop ? 'the loop’s thread was' : 'the CPUs were'} not full with these.`;
}

/** What the laws' figures are, for those that were fitted. */
function lawNote(fits: readonly ScalingFit[], thresholds: ScaleReport['thresholds']): string {
  const names = [...new Set(fits.flatMap(({ parameters }) => Object.keys(parameters)))];
  return [
    `RMSE: root mean square error of the throughput${boundWords(thresholds)}.`,
    ...names.flatMap((name) => (PARAMETERS[name] === undefined ? [] : [`${name}: ${PARAMETERS[name]}.`])),
    ...(fits.some(({ law }) => law === 'usl') ? ['USL: Gunther’s Universal Scalability Law.'] : []),
  ].join(' ');
}

/** Reports of earlier versions have no such bound. */
function boundWords({ lawError }: ScaleReport['thresholds']): string {
  return lawError === undefined
    ? ''
    : `; no law is selected whose RMSE is above ${formatShare(lawError)} of the highest throughput`;
}

function parameterWords({ parameters }: ScalingFit): string {
  return Object.entries(parameters)
    .map(([name, value]) => `${name} ${formatCount(value)}`)
    .join(', ');
}
