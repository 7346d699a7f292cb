import { countOf, formatNs, formatRatio, formatShare } from '../../base/units.ts';
import type { MapReport, MapWorkerReport } from '../../model/parallel-map.ts';
import { table, wrap } from '../style/layout.ts';

type Phase = 'startupNs' | 'workNs' | 'inputsNs' | 'resultsNs' | 'overNs';

/** In the order of the table; those that no worker was in are left out, but for the work. */
const PHASES: readonly (readonly [phase: Phase, title: string])[] = [
  ['startupNs', 'start-up'],
  ['workNs', 'work'],
  ['inputsNs', 'no input'],
  ['resultsNs', 'not taken'],
  ['overNs', 'none left'],
];

/** Where the time of a map’s workers went: a line for all of them, and a table, a row for each worker. */
export function mapReportLines(report: MapReport, width: number): string[] {
  return [...allWorkersLines(report, width), ...eachWorkerLines(report, width)];
}

/** What they did together; no line where there was nothing to do. */
export function allWorkersLines(
  { workers, wallNs, units, failed, r, d }: MapReport,
  width: number,
): string[] {
  if (workers.length === 0) return [];
  const done = `${countOf(units, 'unit')}${failed === 0 ? '' : ` and ${failed} that failed`}`;
  const clocks = `${formatRatio(r)} cores busy, ${formatRatio(d)} queued`;
  return wrap(`${done} in ${formatNs(wallNs)} by ${countOf(workers.length, 'worker')}: ${clocks}`, width);
}

function eachWorkerLines({ workers, wallNs }: MapReport, width: number): string[] {
  if (workers.length === 0) return [];
  const phases = PHASES.filter(
    ([phase]) => phase === 'workNs' || workers.some((worker) => worker[phase] > 0),
  );
  const titles = ['worker', 'units', ...phases.map(([, title]) => title), 'busy', 'queued'];
  const columns = titles.map((title, index) => ({ title, align: index === 0 ? 'left' : 'right' }) as const);
  const rows = workers.map((worker) => [
    worker.started > 1 ? `${worker.name} (${worker.started} started)` : worker.name,
    `${worker.units}`,
    ...phases.map(([phase]) => formatShare(worker[phase] / Math.max(1, wallNs))),
    ...clocksOf(worker, wallNs),
  ]);
  return table(columns, rows, width);
}

/** As shares of the whole time: running, and runnable without a core. */
function clocksOf({ runNs, runDelayNs }: MapWorkerReport, wallNs: number): string[] {
  return [runNs, runDelayNs].map((ns) => formatShare(ns === null ? null : ns / Math.max(1, wallNs)));
}
