import { describe, expect, it } from 'vitest';
import { type KeptRow, readFigures } from '../../bench/figures.ts';
import type { Goal, Line, Measured } from '../../bench/line.ts';
import type { MeasuredRow } from '../../bench/measure.ts';
import type { Quietness } from '../../bench/quiet.ts';
import { regressions } from '../../bench/regressions.ts';
import { ROWS } from '../../bench/rows/index.ts';
import { exponent } from '../../bench/stats.ts';
import { summaryOf } from '../../bench/summary.ts';

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

describe('a regression', () => {
  it('is a range that lies beyond the kept one, by more than a quarter of its median, on the bad side', () => {
    // The kept range is 0.9 to 1.1, and a quarter of the median 0.25: from 1.35 on it is as good as before.
    expect(regressions(measured(line([1.35, 1.5, 9])), kept([0.9, 1, 1.1]))).toEqual([]);
    expect(regressions(measured(line([1.36, 1.4, 2])), kept([0.9, 1, 1.1]))).toEqual([
      {
        text: 'P7 threads, 8 ready: 1.400 (1.360 to 2.000), and was 1.000 (0.900 to 1.100)',
        mayBeOthers: false,
      },
    ]);
    expect(regressions(measured(line([0.1])), kept([0.9, 1, 1.1]))).toEqual([]);
  });

  it('goes by the interval where there is one: a round that was far off doesn’t count', () => {
    const now = [0.2, 1.36, 1.4, 1.4, 1.4, 1.4, 1.4, 1.5, 1.6];
    expect(regressions(measured(line(now)), kept([0.9, 1, 1.1]))).toHaveLength(1);
    expect(regressions(measured(line(now.slice(0, 5))), kept([0.9, 1, 1.1]))).toEqual([]);
  });

  it('may be the work of others where they worked in the median round', () => {
    const beside = (othersShare: number | null) =>
      regressions(
        measured(line([9]), { waitedMs: 0, quietStarts: 1, othersShare, steal: 0 }),
        kept([0.9, 1, 1.1]),
      ).map(({ mayBeOthers }) => mayBeOthers);
    expect([0.04, 0.06, null].map(beside)).toEqual([[false], [true], [false]]);
  });

  it('is below, where more is better', () => {
    const goals = [{ atLeast: 300 }];
    expect(regressions(measured(line([640], goals)), kept([900, 1000, 1100], goals))).toHaveLength(1);
    expect(regressions(measured(line([660], goals)), kept([900, 1000, 1100], goals))).toEqual([]);
    expect(regressions(measured(line([5000], goals)), kept([900, 1000, 1100], goals))).toEqual([]);
  });

  it('is none of a line that has no goal, is new, or was skipped', () => {
    expect(regressions(measured(line([99], [])), kept([1], []))).toEqual([]);
    expect(regressions(measured({ ...line([99]), what: 'new' }), kept([1]))).toEqual([]);
    expect(regressions(measured({ what: 'threads, 8 ready', skipped: 'no C' }), kept([1]))).toEqual([]);
  });
});

describe('the kept figures', () => {
  const figures = readFigures();

  it('are of rows that there are, each once', () => {
    const rows = figures.map(({ row }) => row);
    expect(new Set(rows).size).toBe(rows.length);
    expect(ROWS.map(({ name }) => name)).toEqual(expect.arrayContaining(rows));
  });

  it.each(figures)('have an interval around each value of $row, or none', ({ lines }) => {
    for (const { what, value, ci95, min, max, n } of lines) {
      expect(what).toBeTypeOf('string');
      expect(n).toBeGreaterThan(0);
      const ordered = [min, ci95?.[0] ?? min, value, ci95?.[1] ?? max, max];
      expect(ordered).toEqual([...ordered].sort((a, b) => Number(a) - Number(b)));
    }
  });
});

describe('the exponent', () => {
  it('is that of a power, whatever its factor', () => {
    const sizes = [2, 8, 64, 256];
    for (const power of [0, 0.5, 1, 2]) {
      expect(
        exponent(
          sizes,
          sizes.map((size) => 7 * size ** power),
        ),
      ).toBeCloseTo(power, 10);
    }
  });

  it('is unknown where a size wasn’t measured', () => {
    expect(exponent([2, 8], [1])).toBeNaN();
  });
});
