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

/** Where the time of a map’s workers went: a table, a row for each worker, and a line for all of them. */
export function mapReportLines(report: MapReport, width: number): string[] {
  const { workers, wallNs, units, failed, r, d } = report;
  // There was nothing to do.
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
  const done = `${countOf(units, 'unit')}${failed === 0 ? '' : ` and ${failed} that failed`}`;
  const clocks = `${formatRatio(r)} cores busy, ${formatRatio(d)} queued`;
  return [
    ...table(columns, rows, width),
    ...wrap(`${done} in ${formatNs(wallNs)} by ${countOf(workers.length, 'worker')}: ${clocks}`, width),
  ];
}

/** As shares of the whole time: running, and runnable without a core. */
function clocksOf({ runNs, runDelayNs }: MapWorkerReport, wallNs: number): string[] {
  return [runNs, runDelayNs].map((ns) => formatShare(ns === null ? null : ns / Math.max(1, wallNs)));
}
