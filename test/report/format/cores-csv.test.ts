import { expect, it } from 'vitest';
import { makeCoresReport, SERVER, topologyOf } from '../../fixtures/cores-report.ts';
import { BIG_LITTLE } from '../../fixtures/machines.ts';
import { writerOf } from '../../fixtures/rendered.ts';

const coresCsv = writerOf('cores', 'csv');
const rowsOf = (csv: string) => csv.split('\r\n').map((line) => line.split(','));

it('has a row for each CPU, and a line of titles', () => {
  const csv = coresCsv(makeCoresReport(topologyOf({ ...SERVER, allowed: [0, 1, 4], isolated: [5] })));
  expect(csv.endsWith('\r\n')).toBe(true);
  const [titles, ...rows] = rowsOf(csv.trimEnd());
  expect(titles).toEqual([
    'cpu',
    'online',
    'allowed',
    'isolated',
    'core',
    'package',
    'die',
    'cluster',
    'node',
    'l3',
    'kind',
    'maxMhz',
  ]);
  expect(rows.map(([cpu]) => cpu)).toEqual(['0', '1', '2', '3', '4', '5', '6', '7']);
  // CPU 5 is the second thread of core 1; CPU 7 of core 3, in the second package.
  expect(rows[5]).toEqual(['5', 'true', 'false', 'true', '1', '0', '', '', '0', '0', '', '']);
  expect(rows[7]).toEqual(['7', 'true', 'false', 'false', '3', '1', '', '', '1', '1', '', '']);
});

it('leaves empty what is unknown of a CPU that is offline', () => {
  const csv = coresCsv(makeCoresReport(topologyOf({ ...SERVER, offline: [6], allowed: [0] })));
  expect(csv).toContain('\r\n6,false,false,false,,,,,,,,\r\n');
});

it('writes kinds', () => {
  const rows = rowsOf(coresCsv(makeCoresReport(topologyOf(BIG_LITTLE))));
  expect(rows.slice(1, -1).map((row) => row[10])).toEqual(['E', 'E', 'E', 'E', 'M', 'M', 'M', 'P']);
});

it('has titles alone where no CPU is known', () => {
  expect(rowsOf(coresCsv(makeCoresReport({ cpus: [] })))).toHaveLength(2);
});
