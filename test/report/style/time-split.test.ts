import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { NO_WAITS, UNKNOWN_WAITS } from '../../../src/model/waits.ts';
import { longestOf, splitOfTimes, timeSplit } from '../../../src/report/style/time-split.ts';
import { makeWorker } from '../../fixtures/builders.ts';

const ns = fc.nat({ max: 2_000_000_000 });

describe('timeSplit', () => {
  it('gives what is neither running nor waiting to blocked', () => {
    const worker = makeWorker({ startNs: 1e9, endNs: 3e9, runNs: 1e9, runDelayNs: 0.5e9 });
    expect(timeSplit(worker)).toEqual({ wholeNs: 2e9, running: 0.5, waiting: 0.25, blocked: 0.25 });
  });

  it('never gives away more than there was', () => {
    const worker = makeWorker({ startNs: 0, endNs: 1e9, runNs: 1.2e9, runDelayNs: 1e9 });
    expect(timeSplit(worker)).toEqual({ wholeNs: 1e9, running: 1, waiting: 0, blocked: 0 });
  });

  it.each([{ startNs: null }, { endNs: null }, { runNs: null }, { runDelayNs: null }, { startNs: 1e9 }])(
    'knows nothing from %j',
    (hole) => {
      expect(timeSplit(makeWorker(hole))).toBeNull();
    },
  );

  it('is always a split of one', () => {
    fc.assert(
      fc.property(ns, ns, fc.integer({ min: 1, max: 2_000_000_000 }), (runNs, runDelayNs, endNs) => {
        const split = timeSplit(makeWorker({ startNs: 0, endNs, runNs, runDelayNs }));
        const parts = [split?.running, split?.waiting, split?.blocked] as number[];
        for (const part of parts) expect(part).toBeGreaterThanOrEqual(0);
        expect(parts.reduce((sum, part) => sum + part, 0)).toBeCloseTo(1, 12);
      }),
    );
  });
});

describe('what a thread was blocked in', () => {
  const times = { runNs: 4e9, runDelayNs: 1e9, blockedNs: 5e9 };

  it('is given as shares of the whole, in the order in which kinds are shown', () => {
    const split = splitOfTimes({ ...times, waits: { ...NO_WAITS, sleep: 1e9, lock: 4e9 } });
    expect(split).toEqual({
      wholeNs: 10e9,
      running: 0.4,
      waiting: 0.1,
      blocked: 0.5,
      waits: [
        { kind: 'lock', share: 0.4 },
        { kind: 'sleep', share: 0.1 },
      ],
    });
  });

  it('of several threads is that of one on average', () => {
    const [one, four] = [1, 4].map((threads) => splitOfTimes({ ...times, waits: NO_WAITS }, threads));
    expect(four).toEqual({ ...one, wholeNs: 2.5e9 });
    expect(longestOf([four ?? null, null, one ?? null])).toBe(10e9);
    expect(longestOf([])).toBe(0);
  });

  it('is unknown as far as nobody saw it, and never more than the blocked time', () => {
    expect(splitOfTimes({ ...times, waits: { ...NO_WAITS, lock: 4e9 } })?.waits).toEqual([
      { kind: 'lock', share: 0.4 },
      { kind: null, share: expect.closeTo(0.1, 12) },
    ]);
    expect(splitOfTimes({ ...times, waits: { ...NO_WAITS, lock: 10e9 } })?.waits).toEqual([
      { kind: 'lock', share: 0.5 },
    ]);
  });

  it('is not split where nothing is known, and there is no split of no time', () => {
    expect(splitOfTimes({ ...times, waits: UNKNOWN_WAITS })).toEqual({
      wholeNs: 10e9,
      running: 0.4,
      waiting: 0.1,
      blocked: 0.5,
    });
    expect(splitOfTimes({ runNs: 0, runDelayNs: 0, blockedNs: 0, waits: NO_WAITS })).toBeNull();
  });
});
