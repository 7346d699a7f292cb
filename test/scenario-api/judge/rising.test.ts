import { describe, expect, it } from 'vitest';
import { risingMedians, risingTable } from '../../../src/scenario-api/index.ts';

const SEED = 1;
const around = (ns: number) => Array.from({ length: 20 }, (_, index) => ns * (1 + (index % 5) / 50));
const holds = (...medians: readonly number[]) =>
  risingMedians(
    medians.map((ns, index) => [`way ${index}`, around(ns)]),
    SEED,
  ).holds;

describe('medians that rise', () => {
  it('hold where each is surely above the one before it', () => {
    expect(holds(1e3, 2e3, 3e3)).toBe(true);
  });

  it('fail where one is surely below it, whatever the others are', () => {
    expect(holds(2e3, 1e3, 3e3)).toBe(false);
    expect(holds(1e3, 1e3, 0.5e3)).toBe(false);
  });

  it('are open where two are alike, and where there are too few rounds', () => {
    expect(holds(1e3, 1e3, 3e3)).toBeNull();
    expect(
      risingMedians(
        [
          ['a', [1e3]],
          ['b', [2e3]],
        ],
        SEED,
      ).holds,
    ).toBeNull();
    expect(
      risingMedians(
        [
          ['a', []],
          ['b', []],
        ],
        SEED,
      ),
    ).toMatchObject({ holds: null, observed: 'a ?; b ? (? ×)' });
  });

  it('are told with their ratios to the one above', () => {
    const { rows } = risingTable(
      'cost',
      'to a',
      [
        ['thread', around(1e3)],
        ['host', around(4e3)],
      ],
      SEED,
    );
    expect(rows).toEqual([
      ['thread', '20', '1.0 us', ''],
      ['host', '20', '4.2 us', '4.00 ×, 4.00 to 4.00'],
    ]);
  });
});
