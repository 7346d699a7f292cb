import type { Observation, WorkerRecord } from '../../model/trial/observation.ts';
import { ratioOf, sumOf } from '../../stats/figures.ts';

/** Fewer samples say nothing. */
const FEWEST_SAMPLES = 20;

/** Which samples of workers that look after each other (src/workloads/in-company.ts). */
export type Company = 'together' | 'alone';
/** The usual sample, or a fast one: the 10th percentile, where whatever else slows a CPU down now and then is left out. */
export type Figure = 'medianNs' | 'fastNs';

/** How long a step took (ns) while the other worker ran too, or didn’t; null where that was too seldom the case. */
export function stepNs({ finding }: WorkerRecord, company: Company, figure: Figure): number | null {
  const found = (finding ?? {}) as Partial<Record<Company, { samples: number } & Record<Figure, number>>>;
  const figures = found[company];
  return figures === undefined || figures.samples < FEWEST_SAMPLES ? null : figures[figure];
}

/** Steps in a nanosecond that all workers did between them. */
export function paceOf({ workers }: Observation, company: Company, figure: Figure): number | null {
  const times = workers.map((worker) => stepNs(worker, company, figure));
  return sumOf(times.map((ns) => (ns === null || ns <= 0 ? null : 1 / ns)));
}

/** Units in a nanosecond of running: what a core does, however many workers share it. */
export function workRate({ workers }: Observation): number | null {
  const runNs = sumOf(workers.map((worker) => worker.runNs));
  return ratioOf(
    workers.reduce((sum, { unitsDone }) => sum + unitsDone, 0),
    runNs,
  );
}

/** Involuntary switches in a second of running. */
export function interruptions({ workers }: Observation): number | null {
  const switches = sumOf(workers.map((worker) => worker.involuntarySwitches));
  const runNs = sumOf(workers.map((worker) => worker.runNs));
  return ratioOf(switches, runNs === null ? null : runNs / 1e9);
}
