import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { conditionsBetween, parseCpuTimes, readCpuTimes } from '../../src/machine/conditions.ts';
import { captured } from '../fixtures/captured.ts';

//                user nice system idle iowait irq softirq steal guest guest_nice
const STAT = `cpu  999 999 999 999 999 999 999 999 0 0
cpu0 100 20 30 4000 5 6 7 8 50 0
cpu1 200 0 0 4000 0 0 0 2 0 0
cpu10 1 1 1 1 1 1 1 1 0 0
intr 12345
`;

describe('parseCpuTimes', () => {
  it('adds up what is busy, what is idle and what was stolen', () => {
    // 100 + 20 + 30 + 6 + 7; guest time is in user already, waiting for I/O is idle.
    expect(parseCpuTimes(STAT, [0])).toEqual({ busyTicks: 163, idleTicks: 4005, stealTicks: 8 });
    expect(parseCpuTimes(STAT, [0, 1])).toEqual({ busyTicks: 363, idleTicks: 8005, stealTicks: 10 });
  });

  it('does not take CPU 10 for CPU 1, nor the sum for a CPU', () => {
    expect(parseCpuTimes(STAT, [10])).toEqual({ busyTicks: 5, idleTicks: 2, stealTicks: 1 });
  });

  it('knows nothing where none of the CPUs is listed', () => {
    const nothing = { busyTicks: null, idleTicks: null, stealTicks: null };
    expect(parseCpuTimes(STAT, [2])).toEqual(nothing);
    expect(parseCpuTimes('', [0])).toEqual(nothing);
    expect(parseCpuTimes(STAT, [])).toEqual(nothing);
  });

  it('reads the lines of old kernels, which end early', () => {
    expect(parseCpuTimes('cpu0 1 2 3 4', [0])).toEqual({ busyTicks: 6, idleTicks: 4, stealTicks: 0 });
  });

  it('knows nothing from a line that is no numbers', () => {
    expect(parseCpuTimes('cpu0 some words', [0])).toEqual({
      busyTicks: null,
      idleTicks: null,
      stealTicks: null,
    });
  });

  it('never throws', () => {
    fc.assert(
      fc.property(fc.string(), fc.boolean(), (text, labelled) => {
        expect(() => parseCpuTimes(labelled ? `cpu0 ${text}` : text, [0])).not.toThrow();
      }),
    );
  });
});

const IN_G = { quotaGroup: '/g', quotaIsHidden: false };

describe('readCpuTimes', () => {
  it('reads the group’s throttling where a quota governs us, and none where there is no quota', () => {
    const sysroot = captured({ '/proc/stat': STAT, '/g/cpu.stat': 'nr_throttled 5\n' });
    expect(readCpuTimes(sysroot, [1], IN_G)).toEqual({
      busyTicks: 200,
      idleTicks: 4000,
      stealTicks: 2,
      throttledPeriods: 5,
    });
    expect(readCpuTimes(sysroot, [1], { quotaGroup: null, quotaIsHidden: false }).throttledPeriods).toBe(0);
    expect(readCpuTimes(sysroot, [1], { quotaGroup: null, quotaIsHidden: true }).throttledPeriods).toBeNull();
  });

  it('knows nothing where /proc/stat is missing', () => {
    expect(readCpuTimes(captured({}), [0], IN_G)).toEqual({
      busyTicks: null,
      idleTicks: null,
      stealTicks: null,
      throttledPeriods: null,
    });
  });
});

describe('conditionsBetween', () => {
  const before = { busyTicks: 1000, idleTicks: 400, stealTicks: 10, throttledPeriods: 5 };
  const after = { busyTicks: 1500, idleTicks: 700, stealTicks: 30, throttledPeriods: 12 };

  it('takes our own use off', () => {
    // 500 ticks are 5 s busy, 3 of them ours: others used 2 s in 4 s, half a core. 3 s idle in 4 s. Steal: 0.2 s of 2 CPUs × 4 s.
    expect(conditionsBetween(before, after, { wallNs: 4e9, ownNs: 3e9, cpus: 2 })).toEqual({
      othersCpus: 0.5,
      idleCpus: 0.75,
      steal: 0.025,
      throttledPeriods: 7,
    });
  });

  it('never counts less than nothing for the others: ticks are coarse', () => {
    expect(conditionsBetween(before, after, { wallNs: 4e9, ownNs: 9e9, cpus: 2 }).othersCpus).toBe(0);
  });

  it('knows nothing from what is unknown, or from no time at all', () => {
    const unknown = { busyTicks: null, idleTicks: null, stealTicks: null, throttledPeriods: null };
    const nothing = { othersCpus: null, idleCpus: null, steal: null, throttledPeriods: null };
    expect(conditionsBetween(unknown, after, { wallNs: 4e9, ownNs: 0, cpus: 2 })).toEqual(nothing);
    expect(conditionsBetween(before, unknown, { wallNs: 4e9, ownNs: 0, cpus: 2 })).toEqual(nothing);
    expect(conditionsBetween(before, after, { wallNs: 0, ownNs: 0, cpus: 2 })).toMatchObject({
      othersCpus: null,
      idleCpus: null,
      steal: null,
    });
  });
});

describe('a /proc/stat that is not the kernel’s', () => {
  const zeros = 'cpu  0 0 0 0 0 0 0 0 0 0\ncpu0 0 0 0 0 0 0 0 0 0 0\ncpu1 0 0 0 0 0 0 0 0 0 0\n';
  const unknown = { busyTicks: null, idleTicks: null, stealTicks: null };

  it('is unknown where all is zero', () => {
    expect(parseCpuTimes(zeros, [0, 1])).toEqual(unknown);
  });

  it('is unknown where it has no line for one of our CPUs', () => {
    expect(parseCpuTimes('cpu0 1 2 3 4 5 6 7 8\ncpu1 1 2 3 4 5 6 7 8\n', [1, 5])).toEqual(unknown);
  });

  it('is unknown where nothing is counted while time goes by', () => {
    const still = { busyTicks: 5, idleTicks: 7, stealTicks: 1, throttledPeriods: 0 };
    const between = conditionsBetween(still, still, { wallNs: 1e9, ownNs: 2e9, cpus: 2 });
    expect(between).toEqual({ othersCpus: null, idleCpus: null, steal: null, throttledPeriods: 0 });
    const atOnce = conditionsBetween(still, still, { wallNs: 1e6, ownNs: 1e6, cpus: 2 });
    expect(atOnce).toMatchObject({ idleCpus: 0, steal: 0 });
  });
});
