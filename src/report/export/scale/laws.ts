import { formatCount } from '../../../base/units.ts';
import type { ScalePrediction, ScaleReport, ScalingFit, ScalingLaw } from '../../../model/scaling.ts';
import type { FigureColumn } from '../../figure-tables.ts';
import { times } from '../../ratio.ts';

export const LAW_NAMES: { readonly [law in ScalingLaw]: string } = { amdahl: 'Amdahl', usl: 'USL' };

const PARAMETERS: Readonly<Record<string, string>> = {
  serial: 'share that can’t be parallel',
  contention: 'share spent waiting for each other',
  coherency: 'share that each pair spends on agreeing',
};

/** The laws that were fitted, and which of them is believed. */
export function lawColumns({ fit }: ScaleReport): readonly FigureColumn<ScalingFit>[] {
  return [
    { title: 'law', align: 'left', cell: ({ law }) => LAW_NAMES[law] },
    { title: 'believed', align: 'left', cell: ({ law }) => (law === fit?.law ? 'yes' : 'no') },
    { title: 'misses by', align: 'right', cell: ({ residual }) => times(residual) },
    { title: 'parameters', align: 'left', wraps: true, cell: parameterWords },
  ];
}

/** What the laws' figures are, for those that were fitted. */
export function lawNotes({ fits }: ScaleReport): string {
  const names = new Set(fits.flatMap(({ parameters }) => Object.keys(parameters)));
  return [
    'Misses by: root mean square.',
    ...[...names].flatMap((name) =>
      PARAMETERS[name] === undefined ? [] : [`${name}: ${PARAMETERS[name]}.`],
    ),
    ...(fits.some(({ law }) => law === 'usl') ? ['USL: Gunther’s Universal Scalability Law.'] : []),
  ].join(' ');
}

/** Each line says for itself that nobody has measured it. */
export const PREDICTION_COLUMNS: readonly FigureColumn<ScalePrediction>[] = [
  { title: 'not measured', align: 'left', cell: ({ law }) => `predicted by ${LAW_NAMES[law]}` },
  { title: 'workers', align: 'right', cell: ({ workers }) => `${workers}` },
  { title: 'throughput', align: 'right', cell: ({ throughputX }) => times(throughputX) },
];

export const PREDICTION_NOTE = 'Predicted as if there were a CPU for each worker.';

function parameterWords({ parameters }: ScalingFit): string {
  return Object.entries(parameters)
    .map(([name, value]) => `${name} ${formatCount(value)}`)
    .join(', ');
}
