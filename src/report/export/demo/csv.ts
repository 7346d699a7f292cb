import { formatCpuList } from '../../../base/cpu-list.ts';
import type { Observation, WorkerRecord } from '../../../model/observation.ts';
import type { DemoReport, ScenarioResult } from '../../../model/report.ts';
import { type Cell, toCsv } from '../../csv.ts';

/** The columns, each with where its value comes from. A row is one worker of one trial. */
const COLUMNS: readonly (readonly [
  string,
  (of: { result: ScenarioResult; trial: Observation; worker: WorkerRecord }) => Cell,
])[] = [
  ['scenario', ({ result }) => result.name],
  ['outcome', ({ result }) => result.outcome],
  ['trial', ({ trial }) => trial.label],
  ['r', ({ trial }) => trial.r],
  ['d', ({ trial }) => trial.d],
  ['kind', ({ trial }) => trial.kind],
  ['wallNs', ({ trial }) => trial.wallNs],
  ['worker', ({ worker }) => worker.name],
  ['engine', ({ worker }) => worker.engine],
  ['state', ({ worker }) => worker.state],
  ['pid', ({ worker }) => worker.pid],
  ['tid', ({ worker }) => worker.tid],
  ['askedCpu', ({ worker }) => worker.askedCpu],
  ['pin', ({ worker }) => worker.pin.state],
  ['cpusSeen', ({ worker }) => formatCpuList(Object.keys(worker.cpusSeen).map(Number))],
  ['migrations', ({ worker }) => worker.migrations],
  ['units', ({ worker }) => worker.units],
  ['unitsDone', ({ worker }) => worker.unitsDone],
  ['startNs', ({ worker }) => worker.startNs],
  ['endNs', ({ worker }) => worker.endNs],
  ['runNs', ({ worker }) => worker.runNs],
  ['runDelayNs', ({ worker }) => worker.runDelayNs],
  ['voluntarySwitches', ({ worker }) => worker.voluntarySwitches],
  ['involuntarySwitches', ({ worker }) => worker.involuntarySwitches],
  ['pssBytes', ({ worker }) => worker.pssBytes],
  ['fault', ({ worker }) => worker.fault?.message ?? null],
];

/** A row per worker. */
export function demoCsv(report: DemoReport): string {
  const rows: Cell[][] = [COLUMNS.map(([title]) => title)];
  for (const result of report.scenarios) {
    for (const trial of result.trials) {
      for (const worker of trial.workers)
        rows.push(COLUMNS.map(([, value]) => value({ result, trial, worker })));
    }
  }
  return toCsv(rows);
}
