import type { CoresReport } from '../../../model/cores-report.ts';
import type { LogicalCpu } from '../../../model/topology.ts';
import { type Cell, toCsv } from '../../csv.ts';

const COLUMNS: readonly (readonly [string, (cpu: LogicalCpu) => Cell])[] = [
  ['cpu', ({ cpu }) => cpu],
  ['online', ({ online }) => online],
  ['allowed', ({ allowed }) => allowed],
  ['isolated', ({ isolated }) => isolated],
  ['core', ({ core }) => core],
  ['package', (cpu) => cpu.package],
  ['die', ({ die }) => die],
  ['cluster', ({ cluster }) => cluster],
  ['node', ({ node }) => node],
  ['l3', ({ l3 }) => l3],
  ['kind', ({ kind }) => kind],
  ['maxMhz', ({ maxMhz }) => maxMhz],
];

/** A row per CPU. */
export function coresCsv({ cpus }: CoresReport): string {
  return toCsv([
    COLUMNS.map(([title]) => title),
    ...cpus.map((cpu) => COLUMNS.map(([, value]) => value(cpu))),
  ]);
}
