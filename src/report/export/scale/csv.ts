import type { ScaleReport } from '../../../model/scaling.ts';
import { runsCsv } from '../../runs-csv.ts';

/** A row for each run with each number of workers. */
export function scaleCsv({ runs, workload }: ScaleReport): string {
  return runsCsv(runs, workload, ({ workers }) => workers);
}
