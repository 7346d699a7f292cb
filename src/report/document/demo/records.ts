import { formatCpuList } from '../../../base/cpu-list.ts';
import type { DemoReport, ScenarioResult } from '../../../model/documents/report.ts';
import type { Observation, WorkerRecord } from '../../../model/trial/observation.ts';
import type { Records } from '../document.ts';
import { type RecordColumns, recordsOf } from '../document.ts';

interface Row {
  readonly result: ScenarioResult;
  readonly trial: Observation;
  readonly worker: WorkerRecord;
}

/** Each column with where its value comes from. */
const COLUMNS: RecordColumns<Row> = {
  scenario: ({ result }) => result.name,
  outcome: ({ result }) => result.outcome,
  trial: ({ trial }) => trial.label,
  r: ({ trial }) => trial.r,
  d: ({ trial }) => trial.d,
  kind: ({ trial }) => trial.kind,
  wallNs: ({ trial }) => trial.wallNs,
  worker: ({ worker }) => worker.name,
  engine: ({ worker }) => worker.engine,
  state: ({ worker }) => worker.state,
  pid: ({ worker }) => worker.pid,
  tid: ({ worker }) => worker.tid,
  askedCpu: ({ worker }) => worker.askedCpu,
  pin: ({ worker }) => worker.pin.state,
  cpusSeen: ({ worker }) => formatCpuList(Object.keys(worker.cpusSeen).map(Number)),
  migrations: ({ worker }) => worker.migrations,
  units: ({ worker }) => worker.units,
  unitsDone: ({ worker }) => worker.unitsDone,
  startNs: ({ worker }) => worker.startNs,
  endNs: ({ worker }) => worker.endNs,
  runNs: ({ worker }) => worker.runNs,
  runDelayNs: ({ worker }) => worker.runDelayNs,
  voluntarySwitches: ({ worker }) => worker.voluntarySwitches,
  involuntarySwitches: ({ worker }) => worker.involuntarySwitches,
  pssBytes: ({ worker }) => worker.pssBytes,
  fault: ({ worker }) => worker.fault?.message ?? null,
};

/** A row for each worker of each trial. */
export function demoRecords({ scenarios }: DemoReport): Records {
  const rows = scenarios.flatMap((result) =>
    result.trials.flatMap((trial) => trial.workers.map((worker) => ({ result, trial, worker }))),
  );
  return recordsOf(COLUMNS, rows);
}
