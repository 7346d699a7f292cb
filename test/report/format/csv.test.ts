import fc from 'fast-check';
import { expect, it } from 'vitest';
import { withoutCommands } from '../../../src/base/text/commands.ts';
import { printableLine } from '../../../src/base/text/printable.ts';
import { toCsv } from '../../../src/report/format/csv.ts';
import {
  makeObservation,
  makeReport,
  makeResult,
  makeWorker,
  pinnedWorker,
} from '../../fixtures/builders.ts';
import { writerOf } from '../../fixtures/rendered.ts';
import { csvRecords, parseCsv } from '../../harness/csv.ts';

const demoCsv = writerOf('demo', 'csv');

function csvOf(...workers: Parameters<typeof makeWorker>[0][]): string {
  const trials = [makeObservation({ label: 'one, two', workers: workers.map(makeWorker) })];
  return demoCsv(makeReport({ scenarios: [makeResult({ trials })] }));
}

function cells(text: string, row: number) {
  return csvRecords(text)[row];
}

it('writes a row for each worker of each trial of each experiment', () => {
  const trials = [makeObservation(), makeObservation()];
  const report = makeReport({ scenarios: [makeResult({ trials }), makeResult({ trials })] });
  expect(parseCsv(demoCsv(report))).toHaveLength(1 + 2 * 2 * 2);
});

it('writes figures unrounded and with their units in the title', () => {
  const row = cells(csvOf(pinnedWorker(1, { runNs: 123456789.5, units: 25, unitsDone: 24 })), 0);
  expect(row).toMatchObject({
    scenario: 'sky',
    outcome: 'holds',
    trial: 'one, two',
    r: '1.95',
    kind: 'PARALLEL',
    wallNs: '1000000000',
    worker: 'w1',
    askedCpu: '1',
    pin: 'held',
    cpusSeen: '1',
    runNs: '123456789.5',
    units: '25',
    unitsDone: '24',
    fault: '',
  });
});

it('leaves a cell empty where nothing is known, and never says null', () => {
  const text = csvOf({ pid: null, tid: null, runNs: null, startNs: null, cpusSeen: {} });
  expect(cells(text, 0)).toMatchObject({ pid: '', tid: '', runNs: '', startNs: '', cpusSeen: '' });
  expect(text).not.toContain('null');
});

it('quotes only what has to be quoted', () => {
  const fault = (message: string) => ({ fault: { message, code: null, signal: null } });
  expect(csvOf(fault('plain words'))).toContain(',plain words\r\n');
  expect(csvOf(fault('one, two'))).toContain(',"one, two"\r\n');
  expect(csvOf(fault('it said "no"'))).toContain(',"it said ""no"""\r\n');
  expect(csvOf(fault('line\nline'))).toContain(',line\\nline\r\n');
});

it('gives back any text that it was given, on one line and as a text', () => {
  const text = fc.oneof(fc.string(), fc.stringMatching(/^[",\r\n a]{0,10}$/));
  fc.assert(
    fc.property(text, text, (name, message) => {
      const rows = csvOf({ name, fault: { message, code: null, signal: null } }, {});
      const [worker, said] = [name, message].map(
        (text) => (/^(?:\s*[=+@-]|\r)/.test(text) ? "'" : '') + withoutCommands(printableLine(text)),
      );
      expect(cells(rows, 0)).toMatchObject({ worker, fault: said });
      expect(cells(rows, 1)).toMatchObject({ worker: 'w1' });
    }),
  );
});

it('writes titles alone for a report without experiments', () => {
  expect(parseCsv(demoCsv(makeReport({ scenarios: [] })))).toHaveLength(1);
});

it.each([
  ["=cmd|' /C calc'!A0", "'=cmd|' /C calc'!A0"],
  ['@SUM(1)', "'@SUM(1)"],
  ['+1', "'+1"],
  ['-1', "'-1"],
  [' =1', "' =1"],
  ['＝1', "'＝1"],
  ['\t=1', "'\\t=1"],
  ['\r=1', "'\\r=1"],
  ['::error::x', '\\::error::x'],
  ['a-b', 'a-b'],
  ['0-1', '0-1'],
])('no spreadsheet and no CI server acts on %j', (name, shown) => {
  expect(cells(csvOf({ name }), 0)).toMatchObject({ worker: shown });
});

it('leaves figures bare', () => {
  expect(toCsv([['a', -1.5, -0.001, true, null]])).toBe('a,-1.5,-0.001,true,\r\n');
});
