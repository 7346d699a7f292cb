import type { CompareReport } from '../../../model/comparison.ts';
import { runsCsv } from '../../runs-csv.ts';

/** A row for each run of each contestant. */
export function compareCsv({ runs, workload, results }: CompareReport): string {
  const workers = new Map(results.map((result) => [result.label, result.workers]));
  return runsCsv(runs, workload, ({ label }) => workers.get(label) ?? null);
}
