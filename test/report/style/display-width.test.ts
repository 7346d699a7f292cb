import fc from 'fast-check';
import { expect, it } from 'vitest';
import { cut, displayWidth, padEnd, padStart } from '../../../src/report/style/display-width.ts';
import { table, wrap } from '../../../src/report/style/layout.ts';

it.each([
  ['plain', 5],
  ['日本語', 6],
  ['ＡＢ', 4],
  ['ｱｲ', 2],
  ['한국', 4],
  ['e\u0301', 1],
  ['😀', 2],
  ['✔ → ×', 5],
  ['🇨🇭', 2],
  ['', 0],
])('%j takes %d columns', (text, columns) => {
  expect(displayWidth(text)).toBe(columns);
});

it('fills columns up', () => {
  expect(padEnd('日', 4)).toBe('日  ');
  expect(padStart('日', 4)).toBe('  日');
  expect(padEnd('日本', 3)).toBe('日本');
});

it('cuts no character in two, and none from what belongs to it', () => {
  expect(cut('a😀b', 2)).toBe('a');
  expect(cut('a😀b', 3)).toBe('a😀');
  expect(cut('e\u0301a', 1)).toBe('e\u0301');
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.nat(20), (text, columns) => {
      const shown = cut(text, columns);
      expect(displayWidth(shown)).toBeLessThanOrEqual(columns);
      expect(text.startsWith(shown)).toBe(true);
      expect(shown).not.toMatch(/\p{Cs}/u);
    }),
  );
});

it('keeps columns below each other, whatever the names', () => {
  const columns = [
    { title: 'name', align: 'left' },
    { title: 'PID', align: 'right' },
  ] as const;
  expect(
    table(
      columns,
      [
        ['日本語', '1'],
        ['e\u0301', '22'],
      ],
      80,
    ),
  ).toEqual(['name    PID', '日本語    1', 'e\u0301        22']);
});

it('breaks wide words where the page ends', () => {
  expect(wrap('日本語', 4)).toEqual(['日本', '語']);
});
