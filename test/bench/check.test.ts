import { describe, expect, it } from 'vitest';
import { check } from '../../bench/check.ts';
import type { KeptRow } from '../../bench/figures.ts';
import type { Goal, Line, Measured } from '../../bench/line.ts';
import type { MeasuredRow } from '../../bench/measure.ts';
import type { Quietness } from '../../bench/quiet.ts';
import { summaryOf } from '../../bench/summary.ts';
import { checkedText } from '../../bench/text.ts';

const line = (values: readonly number[], goals: readonly Goal[] = [{ atMost: 1.2 }]): Measured => ({
  what: 'threads, 8 ready',
  values,
  unit: 'ratio',
  goals,
  behind: '',
});

const measured = (only: Line, quietness: Quietness | null = null): MeasuredRow[] => [
  { row: 'P7', lines: [only], rounds: 3, quietness },
];

const kept = (values: readonly number[], goals?: readonly Goal[]): KeptRow[] => {
  const { values: all, ...old } = line(values, goals);
  return [
    {
      row: 'P7',
      command: 'npm run bench -- P7',
      measuredOn: '2026-11-23',
      machine: '',
      rounds: all.length,
      quietness: null,
      lines: [{ ...old, ...summaryOf({ values: all, unit: old.unit }) }],
    },
  ];
};

const worse = (...held: Parameters<typeof check>) => check(...held).regressions;

describe('a regression', () => {
  it('is a range that lies beyond the kept one, by more than a quarter of its median, on the bad side', () => {
    // The kept range is 0.9 to 1.1, and a quarter of the median 0.25: from 1.35 on it is as good as before.
    expect(worse(measured(line([1.35, 1.5, 9])), kept([0.9, 1, 1.1]))).toEqual([]);
    expect(worse(measured(line([1.36, 1.4, 2])), kept([0.9, 1, 1.1]))).toEqual([
      {
        text: 'P7 threads, 8 ready: 1.400 (1.360 to 2.000), and was 1.000 (0.900 to 1.100)',
        mayBeOthers: false,
      },
    ]);
    expect(worse(measured(line([0.1])), kept([0.9, 1, 1.1]))).toEqual([]);
  });

  it('goes by the interval where there is one: a round that was far off doesn’t count', () => {
    const now = [0.2, 1.36, 1.4, 1.4, 1.4, 1.4, 1.4, 1.5, 1.6];
    expect(worse(measured(line(now)), kept([0.9, 1, 1.1]))).toHaveLength(1);
    expect(worse(measured(line(now.slice(0, 5))), kept([0.9, 1, 1.1]))).toEqual([]);
  });

  it('may be the work of others where they worked in the median round', () => {
    const beside = (othersShare: number | null) =>
      worse(
        measured(line([9]), { waitedMs: 0, quietStarts: 1, othersShare, steal: 0 }),
        kept([0.9, 1, 1.1]),
      ).map(({ mayBeOthers }) => mayBeOthers);
    expect([0.04, 0.06, null].map(beside)).toEqual([[false], [true], [false]]);
  });

  it('is below, where more is better', () => {
    const goals = [{ atLeast: 300 }];
    expect(worse(measured(line([640], goals)), kept([900, 1000, 1100], goals))).toHaveLength(1);
    expect(worse(measured(line([660], goals)), kept([900, 1000, 1100], goals))).toEqual([]);
    expect(worse(measured(line([5000], goals)), kept([900, 1000, 1100], goals))).toEqual([]);
  });

  it('is none of a line that has no goal, is new, or was skipped', () => {
    expect(worse(measured(line([99], [])), kept([1], []))).toEqual([]);
    expect(worse(measured({ ...line([99]), what: 'new' }), kept([1]))).toEqual([]);
    expect(worse(measured({ what: 'threads, 8 ready', skipped: 'no C' }), kept([1]))).toEqual([]);
  });
});

describe('what was compared', () => {
  const two: MeasuredRow[] = [
    { row: 'P7', lines: [line([1]), { ...line([1]), what: 'new' }], rounds: 1, quietness: null },
    { row: 'P8', lines: [line([1])], rounds: 1, quietness: null },
  ];

  it('are the lines that have a goal and a kept figure; the others are named', () => {
    expect(check(two, kept([1]))).toEqual({
      compared: 1,
      regressions: [],
      notKept: ['P7 new', 'P8 threads, 8 ready'],
    });
    expect(check(two, kept([Number.NaN])).notKept).toHaveLength(3);
  });

  it('is no line that wasn’t measured, or has no goal', () => {
    const skipped = { what: 'threads, 8 ready', skipped: 'no C' };
    for (const only of [skipped, line([1], []), line([Number.NaN])])
      expect(check(measured(only), kept([1]))).toMatchObject({ compared: 0, notKept: [] });
  });

  it('is told, and nothing is called as good as before where nothing was compared', () => {
    expect(checkedText(check(two, kept([1])))).toEqual([
      'no figure is kept of P7 new',
      'no figure is kept of P8 threads, 8 ready',
      '1 line compared with bench/figures.json: none worse by more than 25 % between the intervals',
    ]);
    expect(checkedText(check([], []))).toEqual(['nothing was compared with bench/figures.json']);
    expect(checkedText(check(measured(line([9])), kept([1])))).toEqual([
      expect.stringMatching(/^REGRESSION P7 threads, 8 ready: 9/),
      '1 line compared with bench/figures.json: 1 worse by more than 25 % between the intervals',
    ]);
  });
});
