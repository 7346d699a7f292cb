import type { ComparedRun, ComparedWorkload } from '../model/comparison.ts';
import { type Cell, toCsv } from './csv.ts';
import { causesText } from './words/causes.ts';

/** A run with what has to stand beside it for a row to be understood by itself. */
interface RunRow {
  readonly run: ComparedRun;
  readonly workers: number | null;
  readonly workload: ComparedWorkload;
}

const COLUMNS: readonly (readonly [string, (row: RunRow) => Cell])[] = [
  ['workload', ({ workload }) => workload.name],
  ['units', ({ workload }) => workload.units],
  ['label', ({ run }) => run.label],
  ['engine', ({ run }) => run.engine],
  ['workers', ({ workers }) => workers],
  ['round', ({ run }) => run.round],
  ['turn', ({ run }) => run.turn],
  ['startupNs', ({ run }) => run.startupNs],
  ['firstResultNs', ({ run }) => run.firstResultNs],
  ['transferNs', ({ run }) => run.transferNs],
  ['workNs', ({ run }) => run.workNs],
  ['totalNs', ({ run }) => run.totalNs],
  ['r', ({ run }) => run.r],
  ['d', ({ run }) => run.d],
  ['cpuNs', ({ run }) => run.cpuNs],
  ['pssBytesPerWorker', ({ run }) => run.pssBytesPerWorker],
  ['roundTripNs', ({ run }) => run.roundTripNs],
  ['causes', ({ run }) => causesText(run.causes)],
];

/** A row for each run, as measured: medians and intervals can be worked out from it again. */
export function runsCsv<Run extends ComparedRun>(
  runs: readonly Run[],
  workload: ComparedWorkload,
  workersOf: (run: Run) => number | null,
): string {
  const rows = runs.map((run): RunRow => ({ run, workers: workersOf(run), workload }));
  return toCsv([
    COLUMNS.map(([title]) => title),
    ...rows.map((row) => COLUMNS.map(([, value]) => value(row))),
  ]);
}
