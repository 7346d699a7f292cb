import { describe, expect, it } from 'vitest';
import { readFigures } from '../../bench/figures.ts';
import { ROWS } from '../../bench/rows/index.ts';
import { exponent } from '../../bench/stats.ts';

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
