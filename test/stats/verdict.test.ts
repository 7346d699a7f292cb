import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Kind } from '../../src/model/trial/observation.ts';
import { THRESHOLDS } from '../../src/stats/thresholds.ts';
import {
  enoughCores,
  type Figures,
  handsOver,
  verdictOf,
  wantsCoresAtOnce,
  wantsNoMore,
} from '../../src/stats/verdict.ts';

/** Work whose wish is known: so many cores at once. */
function planned(wanted: number, r: number, d: number, switchRate: number | null): Kind {
  return verdictOf({ wanted, r, d, switchRate });
}

describe('the verdict on two that are known to want a core each', () => {
  it.each([
    // All at once from R (or R + D) = 0.8 × 2 = 1.6 on.
    [1.6, 0, 0, 'PARALLEL'],
    [1.59, 0.01, 0, 'STARVED'],
    [1.59, 0, 0, 'MIXED'],
    [1.0, 1.0, 500, 'STARVED'],
    // Those that hand over are starved from R + D = 0.9 × 2 on: who waits for a lock is queued at times, too.
    [0.6, 1.21, 100, 'STARVED'],
    [0.6, 1.19, 100, 'SERIALISED'],
    [0.6, 1.0, 19.9, 'STARVED'],
    [1.16, 0.6, 100, 'STARVED'],
    [0.05, 1.9, 0, 'STARVED'],
    [1.0, 0.1, 20, 'SERIALISED'],
    [1.0, 0.1, 19.9, 'MIXED'],
    [1.0, 0.1, null, 'MIXED'],
    [1.15, 0.1, 100, 'SERIALISED'],
    [1.16, 0.1, 100, 'MIXED'],
    [0.5, 0.29, 100, 'MIXED'],
    [0.5, 0.3, 100, 'SERIALISED'],
    // Planned work isn't asleep: it may be queued for most of the time, and share a lock all the same.
    [0.49, 1.1, 100, 'SERIALISED'],
    [0.19, 0.19, 100, 'WAITING'],
    [0.19, 0.2, 100, 'MIXED'],
    [0.2, 0.1, 0, 'MIXED'],
  ] as const)('with R %d, D %d and a switch rate of %s is %s', (r, d, rate, kind) => {
    expect(planned(2, r, d, rate)).toBe(kind);
  });

  it('asks more cores of more, and fewer of one', () => {
    expect(planned(1, 0.8, 0, 0)).toBe('PARALLEL');
    expect(planned(4, 3.19, 0, 0)).toBe('MIXED');
    expect(planned(4, 3.2, 0, 0)).toBe('PARALLEL');
  });
});

const cores = fc.double({ min: 0, max: 64, noNaN: true });
const anyFigures: fc.Arbitrary<Figures> = fc.record({
  wanted: fc.double({ min: 0.1, max: 64, noNaN: true }),
  r: cores,
  d: cores,
  switchRate: fc.option(fc.double({ min: 0, max: 1e5, noNaN: true })),
});

describe('whatever the figures are', () => {
  it('more running never makes parallel code anything else', () => {
    fc.assert(
      fc.property(anyFigures, cores, (figures, more) => {
        fc.pre(verdictOf(figures) === 'PARALLEL');
        expect(verdictOf({ ...figures, r: figures.r + more })).toBe('PARALLEL');
      }),
    );
  });

  it('more queueing never takes from code that it wants its cores at once', () => {
    fc.assert(
      fc.property(anyFigures, cores, (figures, more) => {
        fc.pre(wantsCoresAtOnce(verdictOf(figures)));
        expect(verdictOf({ ...figures, d: figures.d + more })).toBe(verdictOf(figures));
      }),
    );
  });

  it('moving time from running to queued, as neighbours do, never makes planned code want less', () => {
    fc.assert(
      fc.property(anyFigures, fc.integer({ min: 1, max: 64 }), (figures, wanted) => {
        const half = figures.r / 2;
        fc.pre(half + (figures.d + half) >= enoughCores(wanted));
        fc.pre(!handsOver({ ...figures, r: half }));
        expect(verdictOf({ ...figures, wanted, r: half, d: figures.d + half })).toMatch(/PARALLEL|STARVED/);
      }),
    );
  });

  it('a machine that gave all the cores that were wanted is never blamed', () => {
    fc.assert(
      fc.property(anyFigures, (figures) => {
        expect(verdictOf({ ...figures, d: 0 })).not.toBe('STARVED');
        if (verdictOf(figures) === 'STARVED') {
          expect(figures.r + figures.d).toBeGreaterThanOrEqual(THRESHOLDS.parallelShare * figures.wanted);
        }
      }),
    );
  });

  it('fewer switches never make a lock of what is none', () => {
    fc.assert(
      fc.property(anyFigures, (figures) => {
        fc.pre(verdictOf(figures) !== 'SERIALISED');
        const fewer = figures.switchRate === null ? null : figures.switchRate / 2;
        expect(verdictOf({ ...figures, switchRate: fewer })).toBe(verdictOf(figures));
      }),
    );
  });
});

it('workers that gain nothing by more of them ran no more, and weren’t queued', () => {
  expect(wantsNoMore({ r: 1.14, d: 0.19 }, 1)).toBe(true);
  expect(wantsNoMore({ r: 1.15, d: 0 }, 1)).toBe(false);
  expect(wantsNoMore({ r: 1, d: 0.2 }, 1)).toBe(false);
  expect(wantsNoMore({ r: 2.29, d: 0 }, 2)).toBe(true);
});
