import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { withoutCommands } from '../../../../src/base/text/commands.ts';
import { type FigureColumn, tableOf } from '../../../../src/report/document/parts.ts';
import { tableLines } from '../../../../src/report/format/text/tables.ts';
import type { OutputStyle } from '../../../../src/report/style/output-style.ts';
import { ASCII_ONLY, COLORED, PLAIN, unbroken, widest } from '../../../fixtures/text.ts';

type Row = readonly string[];

const column = (title: string, index: number, wraps = false): FigureColumn<Row> => ({
  title,
  align: index === 0 ? 'left' : 'right',
  wraps,
  cell: (row) => row[index] ?? '',
});
const figureTables = (columns: readonly FigureColumn<Row>[], rows: readonly Row[], style: OutputStyle) =>
  tableOf('figures', columns, rows).flatMap((table) => tableLines({ ...table, note: '' }, style));
const explainedTables = (rows: readonly Row[], note: string, style: OutputStyle) =>
  tableOf('figures', COLUMNS, rows, { note }).flatMap((table) => tableLines(table, style));
const COLUMNS = ['engine', 'work', 'CPU'].map((title, index) => column(title, index));
const ROWS = [
  ['loop', '2.04 s', '2 s'],
  ['pool', '1.06 s', '?'],
];

describe('figures', () => {
  it('stand in one table where there is room', () => {
    expect(figureTables(COLUMNS, ROWS, { palette: PLAIN, width: 19 })).toEqual([
      'engine    work  CPU',
      'loop    2.04 s  2 s',
      'pool    1.06 s    ?',
    ]);
  });

  it('go on in a table below, which begins with the first column again', () => {
    expect(figureTables(COLUMNS, ROWS, { palette: PLAIN, width: 18 })).toEqual([
      'engine    work',
      'loop    2.04 s',
      'pool    1.06 s',
      '',
      'engine  CPU',
      'loop    2 s',
      'pool      ?',
    ]);
  });

  it('are stacked where no two columns fit', () => {
    const [first] = figureTables(COLUMNS, ROWS, { palette: PLAIN, width: 13 });
    expect(first).toBe('engine loop');
  });

  it('are measured in the characters that they are shown in', () => {
    const rows = [['loop', '1 ± 2', '']];
    expect(widest(figureTables(COLUMNS, rows, { palette: ASCII_ONLY, width: 15 }).join('\n'))).toBe(15);
  });

  it('have coloured titles in each table', () => {
    const painted = figureTables(COLUMNS, ROWS, { palette: COLORED, width: 18 });
    expect(painted.filter((line) => line.includes('\u001b')).map((line) => line.slice(5, 11))).toEqual([
      'engine',
      'engine',
    ]);
  });

  it('are all there, and no line is too wide, whatever they are', () => {
    const cell = fc.stringMatching(/^[!-~]{1,14}$/);
    const grid = fc.integer({ min: 1, max: 7 }).chain((columns) =>
      fc.tuple(
        fc.array(cell, { minLength: columns, maxLength: columns }),
        fc.array(fc.array(cell, { minLength: columns, maxLength: columns }), {
          minLength: 1,
          maxLength: 4,
        }),
      ),
    );
    fc.assert(
      fc.property(grid, fc.integer({ min: 16, max: 120 }), fc.boolean(), ([titles, rows], width, wraps) => {
        const columns = titles.map((title, index) =>
          column(title, index, wraps && index === titles.length - 1),
        );
        const lines = figureTables(columns, rows, { palette: PLAIN, width });
        const text = unbroken(lines.join('\n'));
        for (const one of [titles, ...rows].flat()) expect(text).toContain(unbroken(withoutCommands(one)));
        expect(widest(lines.join('\n'))).toBeLessThanOrEqual(width);
      }),
    );
  });
});

describe('their explanation', () => {
  const explain = (rows: readonly Row[], width = 80) =>
    explainedTables(rows, 'All are medians.', { palette: PLAIN, width });

  it('says what is unknown where anything is', () => {
    expect(explain(ROWS).at(-1)).toBe(
      '  All are medians. ?: not known; it couldn’t be read, or wasn’t measured.',
    );
    expect(explain([['loop', '1.93× [?]', '2 s']]).at(-1)).toBe(
      '  All are medians. [?]: too few runs for an interval.',
    );
    expect(explain([['loop', '2 s', 'why?']]).at(-1)).toBe('  All are medians.');
  });

  it('keeps apart from several tables, as it belongs to all of them', () => {
    expect(explain(ROWS, 18)).toContain('');
    expect(explain(ROWS, 18)[7]).toBe('');
    expect(explain(ROWS, 80)).not.toContain('');
  });
});
