import fc from 'fast-check';
import { expect, it } from 'vitest';
import { ANSI_COLORS } from '../../../src/report/colors/ansi-colors.ts';
import { ASCII, toAscii, UNICODE } from '../../../src/report/style/glyphs.ts';
import { makePalette, NO_COLORS } from '../../../src/report/style/output-style.ts';
import { bare } from '../../fixtures/text.ts';

const OUTCOMES = ['holds', 'fails', 'inconclusive', 'skipped'] as const;

it('has a likeness in ASCII for what our sentences use', () => {
  expect(toAscii('A’s “core” → 2 × 1 ≥ 0.8 · …')).toBe('A\'s "core" -> 2 x 1 >= 0.8 - ...');
});

it('has a likeness of one column for what our pictures are drawn with', () => {
  expect(toAscii('┌─┬┐ █▒░· ●○\n├─┼┤ ▸◂▴▾\n└─┴┘│')).toBe('+-++ #+:- *o\n+-++ ><^v\n+-++|');
});

it('never lets anything but ASCII through', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      expect(toAscii(text)).toMatch(/^[\u0000-\u007f]*$/);
    }),
  );
});

it('leaves ASCII as it is', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary-ascii' }), (text) => {
      expect(toAscii(text)).toBe(text);
    }),
  );
});

it('has only ASCII glyphs where the locale has no more, each a single character', () => {
  const { marks, cpu, box, chart, ...glyphs } = makePalette({ color: NO_COLORS, unicode: false }).glyphs;
  const all = [marks, cpu, box, chart, glyphs].flatMap((some) => Object.values<string>(some));
  for (const glyph of all) expect(glyph).toMatch(/^[!-~]$/);
});

it('tells outcomes apart without colour, parts of a bar and kinds of CPUs too', () => {
  for (const { marks, cpu, chart, full, waiting, blocked, empty } of [ASCII, UNICODE]) {
    expect(new Set(OUTCOMES.map((outcome) => marks[outcome])).size).toBe(OUTCOMES.length);
    expect(new Set([full, waiting, blocked, empty]).size).toBe(4);
    expect(new Set(Object.values(cpu)).size).toBe(3);
    expect(new Set([full, ...Object.values(chart)]).size).toBe(4);
  }
});

it('colours only where it may', () => {
  const [plain, colored] = [NO_COLORS, ANSI_COLORS].map((color) =>
    makePalette({ color, unicode: true }).color.red('x'),
  );
  expect(plain).toBe('x');
  expect(colored).not.toBe('x');
  expect(bare(colored as string)).toBe('x');
});

it('rewrites a sentence only where it must', () => {
  expect(makePalette({ color: NO_COLORS, unicode: true }).text('1 → 2')).toBe('1 → 2');
  expect(makePalette({ color: NO_COLORS, unicode: false }).text('1 → 2')).toBe('1 -> 2');
});
