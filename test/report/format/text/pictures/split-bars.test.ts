import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Table } from '../../../../../src/report/document/section.ts';
import { splitLines } from '../../../../../src/report/format/text/pictures/split-bars.ts';
import type { TimeSplit } from '../../../../../src/report/style/time-split.ts';
import { PLAIN } from '../../../../fixtures/text.ts';

const split = (wholeNs: number): TimeSplit => ({ wholeNs, running: 0.5, waiting: 0.25, blocked: 0.25 });
const tableOf = (splits: readonly (TimeSplit | null)[]): Table => ({
  kind: 'table',
  title: 'Threads',
  columns: [{ title: 'running · queued · blocked', align: 'left' }],
  rows: splits.map((one, index) => [{ split: one, label: `t${index}` }]),
  note: '',
  short: null,
  isTitled: false,
});
const linesOf = (splits: readonly (TimeSplit | null)[], width = 60) =>
  splitLines(tableOf(splits), { palette: PLAIN, width });

it('the bars of a table share one axis of time, whose end is that of the longest', () => {
  expect(linesOf([split(2e9), split(0.5e9), null])).toEqual([
    't0  ██████████▒▒▒▒▒·····  50 % · 25 % · 25 %',
    't1  ███▒·                 50 % · 25 % · 25 %',
    't2  ?                     unknown',
    '    0             2.00 s',
  ]);
});

it('a cell is as much time in every bar, and every bar has one', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 1e10 }), { minLength: 1, maxLength: 8 }), (times) => {
      const drawn = linesOf(times.map(split))
        .slice(0, times.length)
        .map((line) => /[█▒·]+/.exec(line)?.[0].length ?? 0);
      const longest = Math.max(...times);
      for (const [index, cells] of drawn.entries())
        expect(Math.abs(cells - Math.max(1, (20 * (times[index] as number)) / longest))).toBeLessThanOrEqual(
          0.5,
        );
    }),
  );
});

it('on a narrow page, too', () => {
  expect(linesOf([split(1e9), split(0.5e9)], 20)).toEqual([
    ...['t0', '██████████▒▒▒▒▒·····', '50 % · 25 % · 25 %'],
    ...['t1', '█████▒▒▒··', '50 % · 25 % · 25 %'],
    '0             1.00 s',
  ]);
});

it('there is no axis where nothing is known', () => {
  expect(linesOf([null])).toEqual(['t0  ?                     unknown']);
});
