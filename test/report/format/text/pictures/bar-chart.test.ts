import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ChartBar } from '../../../../../src/report/document/section.ts';
import { bar, columnOf } from '../../../../../src/report/format/text/pictures/bar.ts';
import { axis, barChart } from '../../../../../src/report/format/text/pictures/bar-chart.ts';
import { ASCII, UNICODE } from '../../../../../src/report/style/glyphs.ts';
import type { Palette } from '../../../../../src/report/style/output-style.ts';
import { ASCII_ONLY, PLAIN, unbroken, widest } from '../../../../fixtures/text.ts';

const TEN = { top: 2, cells: 10 };
const figures = { value: 1, ci95: null, reference: null };

describe('a bar', () => {
  it('is as long as its value, and marks what it is compared with', () => {
    expect(bar(figures, TEN, ASCII)).toBe('#####');
    expect(bar({ ...figures, value: 2, reference: 1 }, TEN, ASCII)).toBe('#####|####');
    expect(bar({ ...figures, value: 0.4, reference: 1 }, TEN, ASCII)).toBe('##   |');
    expect(bar({ ...figures, value: 2, reference: 2 }, TEN, UNICODE)).toBe('██████████│');
  });

  it('is shaded where the value may be', () => {
    expect(bar({ ...figures, ci95: [0.6, 1.4] }, TEN, ASCII)).toBe('###++++');
    expect(bar({ ...figures, ci95: [0.99, 1.01] }, TEN, ASCII)).toBe('#####');
  });

  it('says that something is beyond the chart', () => {
    expect(bar({ ...figures, ci95: [0.6, 9] }, TEN, ASCII)).toBe('###+++++++>');
    expect(bar({ ...figures, reference: 9 }, TEN, ASCII)).toBe('#####     >');
  });

  it('has no length where nothing is known', () => {
    expect(bar({ ...figures, value: null, reference: 1 }, TEN, ASCII)).toBe('?');
  });
});

describe('the numbers below', () => {
  it('stand where their values do', () => {
    expect(axis({ top: 2, cells: 20 }, 30)).toBe('0         1×        2×');
    expect(axis({ top: 1.9, cells: 48 }, 60)).toBe('0            0.5×        1×           1.5×');
    expect(axis({ top: 64, cells: 40 }, 60)).toBe('0     10×    20×   30×   40×   50×    60×');
  });

  it('leave out what would not fit', () => {
    expect(axis({ top: 2, cells: 20 }, 21)).toBe('0         1×');
  });

  it('never touch each other, whatever the figures', () => {
    const top = fc.double({ min: 1e-6, max: 1e9, noNaN: true });
    fc.assert(
      fc.property(top, fc.integer({ min: 4, max: 100 }), (highest, cells) => {
        const line = axis({ top: highest, cells }, cells + 1);
        expect(line.length).toBeLessThanOrEqual(cells + 1);
        for (const { 0: label, index } of line.matchAll(/\S+/g)) {
          expect(label).toMatch(/^(0|[\d.e+-]+×)$/);
          expect(columnOf(Number.parseFloat(label), { top: highest, cells })).toBe(index);
        }
      }),
    );
  });
});

const WORDS = { title: 'speed-up', referenceIs: 'as fast as loop' };
const BARS: readonly ChartBar[] = [
  { label: 'loop', value: 1, ci95: null, reference: 1, note: '1.00×', tone: 'plain' },
  { label: 'threads', value: 2, ci95: [1.6, 2], reference: 1, note: '2.00× faster', tone: 'plain' },
];
const chartOf = (bars: readonly ChartBar[], width: number, palette: Palette = PLAIN) =>
  barChart({ ...WORDS, bars }, { palette, width }).map((line) => line.trimEnd());

describe('a chart', () => {
  it('has its bars between their labels and figures', () => {
    expect(chartOf(BARS, 44)).toEqual([
      'speed-up',
      'loop     ██████████│            1.00×',
      'threads  ██████████│█████▒▒▒▒   2.00× faster',
      '         0         1×        2×',
      '▒ 95 % interval   │ as fast as loop',
    ]);
  });

  it('has them below where there is no room between', () => {
    expect(chartOf(BARS, 22, ASCII_ONLY)).toEqual([
      'speed-up',
      'loop  1.00x',
      '###########|',
      'threads  2.00x faster',
      '###########|#####++++',
      '0          1x',
      '+ 95 % interval   | as',
      'fast as loop',
    ]);
  });

  it('has them below rather than too short to be told apart', () => {
    expect(chartOf(BARS, 38)[1]).toMatch(/^loop {5}█/);
    expect(chartOf(BARS, 37)[1]).toBe('loop  1.00×');
  });

  it('is not stretched over a wide page', () => {
    expect(widest(chartOf(BARS, 300).join('\n'))).toBeLessThan(80);
  });

  it('keeps bars long where an interval or an ideal is far out, and says so', () => {
    const far = { ...BARS[1], ci95: [0.5, 400] } as ChartBar;
    const [, loop = '', , , legend] = chartOf([BARS[0] as ChartBar, far], 80);
    expect(loop.match(/█/g)?.length).toBeGreaterThan(8);
    expect(legend).toBe('▒ 95 % interval   │ as fast as loop   ▸ further out');
  });

  it('explains only what it shows', () => {
    const plain = BARS.map((one) => ({ ...one, ci95: null }));
    expect(chartOf(plain, 80).at(-1)).toBe('│ as fast as loop');
  });

  it('is nothing where there is nothing to draw', () => {
    expect(chartOf([], 80)).toEqual([]);
    expect(chartOf([{ ...(BARS[0] as ChartBar), value: null }], 80)).toEqual([]);
    expect(chartOf([{ ...(BARS[0] as ChartBar), value: 0 }], 80)).toEqual([]);
  });

  it('is never wider than it may be and loses no label and no figure, whatever the figures', () => {
    const size = fc.oneof(fc.double({ min: 1e-6, max: 1e6, noNaN: true }), fc.constantFrom(0, 1, 2));
    const some = fc.record({
      label: fc.stringMatching(/^[a-z#0-9]{1,12}$/),
      value: fc.option(size),
      ci95: fc.option(fc.tuple(size, size).map(([a, b]) => [Math.min(a, b), Math.max(a, b)] as const)),
      reference: fc.option(size),
      note: fc.stringMatching(/^\d\.\d\d× [a-z]{0,12}$/),
      tone: fc.constantFrom('good', 'open', 'plain'),
    });
    const palette = fc.constantFrom(PLAIN, ASCII_ONLY);
    fc.assert(
      fc.property(fc.array(some), fc.integer({ min: 20, max: 130 }), palette, (bars, width, how) => {
        const lines = chartOf(bars, width, how);
        if (lines.length === 0) return;
        expect(widest(lines.join('\n'))).toBeLessThanOrEqual(width);
        const text = unbroken(lines.join('\n'));
        for (const { label, note } of bars) {
          expect(text).toContain(label);
          expect(text).toContain(unbroken(how.text(note)));
        }
      }),
    );
  });
});
