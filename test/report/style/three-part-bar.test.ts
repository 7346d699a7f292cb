import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { WAIT_KINDS } from '../../../src/model/waits.ts';
import { barParts, blockedCells, cellsOf, threePartBar } from '../../../src/report/style/three-part-bar.ts';
import { timeSplit } from '../../../src/report/style/time-split.ts';
import { makeWorker } from '../../fixtures/builders.ts';
import { ASCII_ONLY, PLAIN } from '../../fixtures/text.ts';

const ns = fc.nat({ max: 2_000_000_000 });

describe('cellsOf', () => {
  it.each([
    [[0.5, 0.25, 0.25], 20, [10, 5, 5]],
    [[1, 0, 0], 20, [20, 0, 0]],
    // 6.67, 6.67, 6.67: the first two get the cells that are left.
    [[1 / 3, 1 / 3, 1 / 3], 20, [7, 7, 6]],
    // 9.4, 9.4, 1.2: the one cell that is left goes to a part with .4, not to the one with .2.
    [[0.47, 0.47, 0.06], 20, [10, 9, 1]],
    [[0.97, 0.02, 0.01], 4, [4, 0, 0]],
  ])('shares %j out of %d as %j', ([running = 0, waiting = 0, blocked = 0], cells, shares) => {
    expect(cellsOf({ running, waiting, blocked }, cells)).toEqual(shares);
  });

  it('gives out every cell and none twice, each part within a cell of its share', () => {
    fc.assert(
      fc.property(
        ns,
        ns,
        fc.integer({ min: 1, max: 2_000_000_000 }),
        fc.nat({ max: 200 }),
        (run, delay, endNs, cells) => {
          const split = timeSplit(makeWorker({ startNs: 0, endNs, runNs: run, runDelayNs: delay }));
          if (split === null) return expect.unreachable();
          const counts = cellsOf(split, cells);
          expect(counts.reduce((sum, count) => sum + count, 0)).toBe(cells);
          [split.running, split.waiting, split.blocked].forEach((share, part) => {
            expect(Math.abs((counts[part] as number) - share * cells)).toBeLessThan(1 + 1e-9);
          });
        },
      ),
    );
  });
});

describe('threePartBar', () => {
  const SPLIT = { running: 0.5, waiting: 0.25, blocked: 0.25 };

  it('draws the parts in their order', () => {
    expect(threePartBar(SPLIT, 8, PLAIN)).toBe('████▒▒··');
    expect(threePartBar(SPLIT, 8, ASCII_ONLY)).toBe('####++..');
  });

  it('draws no bar of what is unknown', () => {
    expect(threePartBar(null, 8, PLAIN)).toBe('?');
    expect(threePartBar(null, 0, PLAIN)).toBe('');
  });

  it('gives blocked cells the letters of what was waited for, and a dot where that is unknown', () => {
    const waits = [
      { kind: 'lock', share: 0.25 },
      { kind: 'eventLoop', share: 0.125 },
      { kind: null, share: 0.125 },
    ] as const;
    const split = { running: 0.25, waiting: 0.25, blocked: 0.5, waits };
    expect(threePartBar(split, 8, PLAIN)).toBe('██▒▒LLE·');
    expect(threePartBar(split, 8, ASCII_ONLY)).toBe('##++LLE.');
    expect(barParts(split, 8, PLAIN).map(({ color }) => color)).toEqual([
      'green',
      'yellow',
      'red',
      'dim',
      'dim',
    ]);
  });

  it('has as many blocked cells as without letters', () => {
    const shares = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(shares, fc.nat({ max: 60 }), (parts, cells) => {
        const blocked = parts.reduce((sum, part) => sum + part, 0);
        if (blocked === 0) return;
        const waits = parts.map((share, index) => ({ kind: WAIT_KINDS[index] ?? null, share }));
        const counts = blockedCells({ running: 0, waiting: 0, blocked, waits }, cells);
        expect(counts.reduce((sum, part) => sum + part.cells, 0)).toBe(cells);
      }),
    );
  });
});
