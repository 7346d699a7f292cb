import { describe, expect, it } from 'vitest';
import type { Cause } from '../../src/model/cause.ts';
import type { Conditions, WorkerRecord } from '../../src/model/trial/observation.ts';
import { causesOf, isHeldBackUnseen, isKeptWaiting } from '../../src/run/causes.ts';
import { isDisturbed } from '../../src/stats/disturbance.ts';
import { makeWorker, pinnedWorker, QUIET } from '../fixtures/builders.ts';
import { crowd, neighbours, quota, steal } from '../fixtures/causes.ts';

const TWO = [makeWorker(), makeWorker({ tid: 102 })];

/** What kept these workers from running, on so many CPUs; none of them waited for one. */
function causes(workers: readonly WorkerRecord[], conditions: Conditions, cpus: number): Cause[] {
  return causesOf({ workers, r: workers.length, d: 0, conditions }, cpus);
}

describe('isDisturbed', () => {
  it.each([
    // Two CPUs: others count from more than 0.3 × 2 = 0.6 of them on, steal from more than 2 % on.
    [{ othersCpus: 0.6, steal: 0.02 }, false],
    [{ othersCpus: 0.61, steal: 0 }, true],
    [{ othersCpus: 0, steal: 0.021 }, true],
    [{ othersCpus: null, steal: null, longestPauseNs: 0, sawStopped: false }, false],
  ])('of %j is %s', (conditions, busy) => {
    expect(isDisturbed({ ...QUIET, ...conditions }, 2)).toBe(busy);
  });

  it('asks more of a bigger machine', () => {
    expect(isDisturbed({ ...QUIET, othersCpus: 2 }, 8)).toBe(false);
    expect(isDisturbed({ ...QUIET, othersCpus: 2 }, 4)).toBe(true);
  });
});

describe('isKeptWaiting', () => {
  const queued = { runNs: 0.55e9, runDelayNs: 0.4e9 };

  it('is told by one worker that always wanted its CPU, and did not have it', () => {
    expect(isKeptWaiting({ workers: TWO }, 2)).toBe(false);
    expect(isKeptWaiting({ workers: [makeWorker(), makeWorker({ tid: 102, ...queued })] }, 2)).toBe(true);
  });

  it('is not told by workers that share CPUs: they keep each other waiting', () => {
    const [first, second] = [makeWorker(queued), makeWorker({ tid: 102, ...queued })];
    expect(isKeptWaiting({ workers: [first, second] }, 1)).toBe(false);
    expect(isKeptWaiting({ workers: [pinnedWorker(0, queued), pinnedWorker(0, queued)] }, 2)).toBe(false);
  });

  it('is not told by one that sleeps or waits for a lock: it is queued each time that it wakes up', () => {
    expect(isKeptWaiting({ workers: [makeWorker({ runNs: 0.05e9, runDelayNs: 0.3e9 })] }, 2)).toBe(false);
  });

  it('is not told where the kernel reports no times', () => {
    expect(isKeptWaiting({ workers: [makeWorker({ runNs: null, runDelayNs: null })] }, 2)).toBe(false);
    expect(isKeptWaiting({ workers: [makeWorker({ ...queued, startNs: null, endNs: null })] }, 2)).toBe(
      false,
    );
  });
});

describe('causesOf', () => {
  it('finds nothing where nothing is in the way', () => {
    expect(causes(TWO, QUIET, 2)).toEqual([]);
    expect(causes([pinnedWorker(0), pinnedWorker(1)], QUIET, 2)).toEqual([]);
    expect(
      causes(TWO, { ...QUIET, othersCpus: null, idleCpus: null, steal: null, throttledPeriods: null }, 2),
    ).toEqual([]);
  });

  it('names workers that are pinned to the same CPU', () => {
    expect(causes([pinnedWorker(0), pinnedWorker(0)], QUIET, 2)).toEqual([
      { kind: 'affinity', narrowedBy: 'pin', threads: 2, cpus: [0], usableCpus: 1 },
    ]);
  });

  it('names workers that share several CPUs', () => {
    const four = [pinnedWorker(0), pinnedWorker(1), pinnedWorker(0), pinnedWorker(1)];
    expect(causes(four, QUIET, 4)).toEqual([
      { kind: 'affinity', narrowedBy: 'pin', threads: 4, cpus: [0, 1], usableCpus: 2 },
    ]);
  });

  it('names a pause, of ours or of a worker', () => {
    const pause = { longestPauseNs: 2e9 };
    const stop = { sawStopped: true };
    expect(causes(TWO, { ...QUIET, ...pause }, 2)).toEqual([{ kind: 'pause', ...pause }]);
    expect(causes(TWO, { ...QUIET, ...stop }, 2)).toEqual([{ kind: 'stopped' }]);
    for (const either of [pause, stop]) expect(isDisturbed({ ...QUIET, ...either }, 2)).toBe(true);
    expect(isDisturbed({ ...QUIET, longestPauseNs: 100e6 }, 2)).toBe(false);
  });

  it('names more workers than usable CPUs', () => {
    expect(causes(TWO, QUIET, 1)).toEqual([crowd(2, 1)]);
    const four = [...TWO, makeWorker({ tid: 103 }), makeWorker({ tid: null })];
    expect(causes(four, QUIET, 2)).toEqual([crowd(4, 2)]);
  });

  it('counts workers of one event loop as the one thread that they are', () => {
    expect(causes([makeWorker(), makeWorker(), makeWorker()], QUIET, 2)).toEqual([]);
  });

  it('names quota, steal and neighbours with their figures', () => {
    expect(causes(TWO, { ...QUIET, throttledPeriods: 25, steal: 0.05, othersCpus: 1.234 }, 2)).toEqual([
      quota(25),
      steal(0.05),
      neighbours(1.234),
    ]);
  });

  it('leaves out what is below its threshold', () => {
    expect(causes(TWO, { ...QUIET, throttledPeriods: 0, steal: 0.02, othersCpus: 0.6 }, 2)).toEqual([]);
  });
});

it('does not put down to neighbours what was missing while CPUs stood idle', () => {
  const workers = [0, 1, 2, 3].map((cpu) => pinnedWorker(cpu, { tid: 101 + cpu }));
  const conditions = { ...QUIET, idleCpus: 1.5, othersCpus: 2 };
  expect(causesOf({ workers, r: 2, d: 2, conditions }, 4)).toEqual([{ kind: 'unseen', idleCpus: 1.5 }]);
});

describe('isHeldBackUnseen', () => {
  const four = [0, 1, 2, 3].map((cpu) => pinnedWorker(cpu, { tid: 101 + cpu }));
  /** Four workers, each on a CPU of its own; from more than 0.15 × 4 = 0.6 waits and idle CPUs on, something is odd. */
  const held = (d: number | null, conditions: Partial<Conditions>, workers = four, cpus = 4) =>
    isHeldBackUnseen({ workers, r: 4 - (d ?? 0), d, conditions: { ...QUIET, ...conditions } }, cpus);

  it('is so where workers waited while CPUs stood idle', () => {
    expect(held(2, { idleCpus: 2 })).toBe(true);
    expect(held(0.61, { idleCpus: 0.61 })).toBe(true);
  });

  it('is not so where nobody waited, or no CPU stood idle', () => {
    expect(held(0.6, { idleCpus: 3 })).toBe(false);
    expect(held(3, { idleCpus: 0.6 })).toBe(false);
  });

  it('is not so where a quota that we can see says why', () => {
    expect(held(2, { idleCpus: 2, throttledPeriods: 1 })).toBe(false);
  });

  it('is so where it is unknown whether a quota throttled us', () => {
    expect(held(2, { idleCpus: 2, throttledPeriods: null })).toBe(true);
  });

  it('is not so where workers wait for one another’s CPU', () => {
    expect(held(2, { idleCpus: 2 }, [...four.slice(1), pinnedWorker(1)])).toBe(false);
    expect(held(2, { idleCpus: 2 }, four, 3)).toBe(false);
  });

  it('is not so where the workers mostly sleep: whoever wakes waits a moment, beside idle CPUs too', () => {
    const asleep = { workers: four, r: 1, d: 0.7, conditions: { ...QUIET, idleCpus: 2 } };
    expect(isHeldBackUnseen(asleep, 4)).toBe(false);
    expect(isHeldBackUnseen({ ...asleep, r: 2.5 }, 4)).toBe(true);
  });

  it('is not so where the run was stopped for a while', () => {
    expect(held(2, { idleCpus: 2, sawStopped: true })).toBe(false);
    expect(held(2, { idleCpus: 2, longestPauseNs: 1e9 })).toBe(false);
  });

  it('is unknown where the waits or the idle time are', () => {
    expect(held(null, { idleCpus: 2 })).toBeNull();
    expect(held(2, { idleCpus: null })).toBeNull();
  });

  it('is named among the causes with its figure', () => {
    const conditions = { ...QUIET, idleCpus: 1.987 };
    expect(causesOf({ workers: four, r: 2, d: 2, conditions }, 4)).toEqual([
      { kind: 'unseen', idleCpus: 1.987 },
    ]);
    expect(causesOf({ workers: four, r: 2, d: null, conditions }, 4)).toEqual([]);
  });
});
