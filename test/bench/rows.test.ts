import { describe, expect, it } from 'vitest';
import type { Goal } from '../../bench/line.ts';
import { together } from '../../bench/row.ts';
import { chooseRows, ROWS } from '../../bench/rows/index.ts';

describe('the rows', () => {
  it.each(ROWS)('have an interval after the fewest rounds of a full run: $name', ({ rounds }) => {
    expect(rounds.full).toBeGreaterThanOrEqual(6);
    expect(rounds.quick).toBeLessThanOrEqual(rounds.full);
  });

  it('are chosen by their names, all of them where none is named', () => {
    expect(chooseRows([])).toBe(ROWS);
    expect(chooseRows(['P4', 'P1']).map(({ name }) => name)).toEqual(['P1', 'P4']);
    expect(() => chooseRows(['P4', 'P99'])).toThrow('no row P99: there are P1, P2');
  });
});

describe('experiments together', () => {
  const closed: string[] = [];
  const experiment = (name: string, goals: readonly Goal[] = []) => ({
    candidates: [{ name, run: async () => 1 }],
    lines: (results: (name: string) => readonly unknown[]) => [
      { what: name, values: results(name) as number[], unit: 'ratio' as const, goals, behind: '' },
    ],
    close: async () => void closed.push(name),
  });

  it('have the candidates and the lines of all, and end all', async () => {
    const both = together([experiment('one'), experiment('other')]);
    expect(both.candidates.map(({ name }) => name)).toEqual(['one', 'other']);
    expect(both.lines((name) => [name.length])).toMatchObject([
      { what: 'one', values: [3] },
      { what: 'other', values: [5] },
    ]);
    await both.close?.();
    expect(closed).toEqual(['one', 'other']);
  });
});
