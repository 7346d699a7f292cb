import { expect, it } from 'vitest';
import { type MeasuredRow, measureRows } from '../../bench/measure.ts';
import type { Row } from '../../bench/row.ts';
import { chooseRows } from '../../bench/rows/index.ts';

const rows = chooseRows(['P1', 'P2', 'P3']);

/** A row whose measurement is not what is tested. */
const done = ({ name }: Row): MeasuredRow => ({ row: name, lines: [], rounds: 6, quietness: null });

it('leaves a row out that fails, says why, and goes on with the next one', async () => {
  const reports: string[] = [];
  const measure = async (row: Row) => {
    if (row.name === 'P2') throw new Error('node ended with 2:\nwhat it has printed');
    return done(row);
  };
  const measured: MeasuredRow[] = [];
  for await (const row of measureRows(rows, measure, (text) => reports.push(text))) measured.push(row);
  const failed = [{ what: 'the whole row', skipped: 'it failed: node ended with 2:' }];
  expect(measured.map(({ row, lines }) => [row, lines])).toEqual([
    ['P1', []],
    ['P2', failed],
    ['P3', []],
  ]);
  expect(reports).toEqual(['P2 failed: node ended with 2:\nwhat it has printed']);
});

it('hands each row over before the next one is measured', async () => {
  const begun: string[] = [];
  const measure = async (row: Row) => {
    begun.push(row.name);
    return done(row);
  };
  for await (const { row } of measureRows(rows, measure, () => {})) expect(begun.at(-1)).toBe(row);
  expect(begun).toEqual(['P1', 'P2', 'P3']);
});
