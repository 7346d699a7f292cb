import { describe, expect, it } from 'vitest';
import { causesOf, isDisturbed } from '../../src/run/causes.ts';
import { makeWorker, pinnedWorker, QUIET } from '../fixtures/builders.ts';

const TWO = [makeWorker(), makeWorker()];

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

describe('causesOf', () => {
  it('finds nothing where nothing is in the way', () => {
    expect(causesOf(TWO, QUIET, 2)).toEqual([]);
    expect(causesOf([pinnedWorker(0), pinnedWorker(1)], QUIET, 2)).toEqual([]);
    expect(
      causesOf(
        TWO,
        { othersCpus: null, steal: null, throttledPeriods: null, longestPauseNs: 0, sawStopped: false },
        2,
      ),
    ).toEqual([]);
  });

  it('names workers that are pinned to the same CPU', () => {
    expect(causesOf([pinnedWorker(0), pinnedWorker(0)], QUIET, 2)).toEqual([
      'affinity: 2 workers are pinned to 1 CPU',
    ]);
  });

  it('names workers that share several CPUs', () => {
    const four = [pinnedWorker(0), pinnedWorker(1), pinnedWorker(0), pinnedWorker(1)];
    expect(causesOf(four, QUIET, 4)).toEqual(['affinity: 4 workers are pinned to 2 CPUs']);
  });

  it('names a pause, of ours or of a worker', () => {
    for (const pause of [{ longestPauseNs: 2e9 }, { sawStopped: true }]) {
      expect(causesOf(TWO, { ...QUIET, ...pause }, 2)).toEqual(['a pause: the run was stopped for a while']);
      expect(isDisturbed({ ...QUIET, ...pause }, 2)).toBe(true);
    }
    expect(isDisturbed({ ...QUIET, longestPauseNs: 100e6 }, 2)).toBe(false);
  });

  it('names more workers than usable CPUs', () => {
    expect(causesOf(TWO, QUIET, 1)).toEqual(['affinity: 2 workers share 1 usable CPU']);
    expect(causesOf([...TWO, ...TWO], QUIET, 2)).toEqual(['affinity: 4 workers share 2 usable CPUs']);
  });

  it('names quota, steal and neighbours with their figures', () => {
    expect(
      causesOf(
        TWO,
        { throttledPeriods: 25, steal: 0.05, othersCpus: 1.234, longestPauseNs: 0, sawStopped: false },
        2,
      ),
    ).toEqual([
      'quota: throttled in 25 periods',
      'steal: the host took 5 %',
      'neighbours: others used 1.23 of our 2 CPUs',
    ]);
  });

  it('leaves out what is below its threshold', () => {
    expect(
      causesOf(
        TWO,
        { throttledPeriods: 0, steal: 0.02, othersCpus: 0.6, longestPauseNs: 0, sawStopped: false },
        2,
      ),
    ).toEqual([]);
  });
});
