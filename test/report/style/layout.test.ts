import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { indent, labelled, table, wrap } from '../../../src/report/style/layout.ts';
import { unbroken } from '../../fixtures/text.ts';

const width = fc.integer({ min: 1, max: 60 });
const words = fc.array(fc.stringMatching(/^[!-~]{0,25}$/), { maxLength: 12 }).map((some) => some.join(' '));
const paragraphs = fc.array(words, { maxLength: 3 }).map((some) => some.join('\n'));

describe('wrap', () => {
  it('breaks between words', () => {
    expect(wrap('the quick brown fox', 10)).toEqual(['the quick', 'brown fox']);
    expect(wrap('the quick brown fox', 9)).toEqual(['the quick', 'brown fox']);
    expect(wrap('the quick brown fox', 8)).toEqual(['the', 'quick', 'brown', 'fox']);
  });

  it('keeps a number and its unit together', () => {
    expect(wrap('deadlocked 65 %, parked 33 %.', 28)).toEqual(['deadlocked 65 %, parked', '33 %.']);
    expect(wrap('all in 1 m 29 s', 14)).toEqual(['all in 1 m', '29 s']);
    expect(wrap('in 2 steps', 5)).toEqual(['in 2', 'steps']);
    expect(wrap('12345 ms', 5)).toEqual(['12345', 'ms']);
  });

  it('breaks a word that is longer than a line', () => {
    expect(wrap('an incomprehensible word', 6)).toEqual(['an', 'incomp', 'rehens', 'ible', 'word']);
  });

  it('keeps paragraphs, empty ones too', () => {
    expect(wrap('a\n\nb', 10)).toEqual(['a', '', 'b']);
    expect(wrap('', 10)).toEqual(['']);
  });

  it('loses nothing and is never wider than it may be', () => {
    fc.assert(
      fc.property(paragraphs, width, (text, columns) => {
        const lines = wrap(text, columns);
        expect(unbroken(lines.join('\n'))).toBe(unbroken(text));
        for (const line of lines) expect(line.length).toBeLessThanOrEqual(columns);
      }),
    );
  });

  it('leaves a text that fits as it is', () => {
    fc.assert(
      fc.property(words, (text) => {
        expect(wrap(text.trim(), text.length + 1)).toEqual([text.trim()]);
      }),
    );
  });

  it('never breaks a character in two', () => {
    const printed = wrap('🧵🧵', 3).map((line) => Buffer.from(line).toString());
    expect(printed.join('')).toBe('🧵🧵');
  });
});

describe('labelled', () => {
  it('lets the text hang beside its label', () => {
    expect(labelled('Asked', 'two workers that only compute', 30, 8)).toEqual([
      'Asked   two workers that only',
      '        compute',
    ]);
  });

  it('puts it below where there is no room beside', () => {
    expect(labelled('Asked', 'two workers that compute', 20, 8)).toEqual([
      'Asked',
      '  two workers that',
      '  compute',
    ]);
  });

  it('loses nothing and is never wider than it may be', () => {
    fc.assert(
      fc.property(
        fc.stringMatching(/^[a-z]{0,12}$/),
        words,
        fc.integer({ min: 3, max: 60 }),
        (label, text, columns) => {
          const lines = labelled(label, text, columns, 14);
          expect(unbroken(lines.join('\n'))).toBe(label + unbroken(text));
          for (const line of lines) expect(line.length).toBeLessThanOrEqual(columns);
        },
      ),
    );
  });
});

it('indents lines, but leaves no blanks on empty ones', () => {
  expect(indent(['a', '', 'b'], '  ')).toEqual(['  a', '', '  b']);
});

describe('table', () => {
  const COLUMNS = [
    { title: 'worker', align: 'left' },
    { title: 'PID', align: 'right' },
  ] as const;

  it('lines cells up under their titles', () => {
    expect(
      table(
        COLUMNS,
        [
          ['w1', '7'],
          ['worker 10', '4711'],
        ],
        40,
      ),
    ).toEqual(['worker      PID', 'w1            7', 'worker 10  4711']);
  });

  it('stacks the cells of a row where the table is too wide', () => {
    expect(
      table(
        COLUMNS,
        [
          ['worker one', '7'],
          ['worker two', '4711'],
        ],
        14,
      ),
    ).toEqual(['worker', ' worker one', 'PID    7', '', 'worker', ' worker two', 'PID    4711']);
  });

  it('is titles alone where there are no rows', () => {
    expect(table(COLUMNS, [], 40)).toEqual(['worker  PID']);
  });

  it('loses no cell and is never wider than it may be', () => {
    const cell = fc.stringMatching(/^[!-~]{0,15}( [!-~]{1,15})?$/);
    const column = fc.record({
      title: fc.stringMatching(/^[A-Z]{1,10}$/),
      align: fc.constantFrom('left' as const, 'right' as const),
    });
    const grid = fc
      .tuple(fc.array(column, { minLength: 1, maxLength: 5 }), fc.nat({ max: 4 }))
      .chain(([columns, rows]) =>
        fc.tuple(
          fc.constant(columns),
          fc.array(fc.array(cell, { minLength: columns.length, maxLength: columns.length }), {
            minLength: rows,
            maxLength: rows,
          }),
        ),
      );
    fc.assert(
      fc.property(grid, fc.integer({ min: 2, max: 80 }), ([columns, rows], columnsWide) => {
        const lines = table(columns, rows, columnsWide);
        const text = unbroken(lines.join('\n'));
        for (const one of rows.flat()) expect(text).toContain(unbroken(one));
        if (rows.length > 0) {
          for (const { title } of columns) expect(text).toContain(title);
          for (const line of lines) expect(line.length).toBeLessThanOrEqual(columnsWide);
        }
      }),
    );
  });
});
