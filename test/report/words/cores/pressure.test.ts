import { describe, expect, it } from 'vitest';
import type { Pressure } from '../../../../src/model/machine/pressure.ts';
import { pressureWords, settingRows, throttlingWords } from '../../../../src/report/words/cores/pressure.ts';

const NONE: Pressure = {
  group: null,
  system: null,
  throttling: [],
  burstNs: null,
  partition: null,
  exclusive: null,
  isolated: null,
  nohzFull: null,
  smt: null,
};

describe('pressure in words', () => {
  it('tells shares of the time, and of none plainly', () => {
    const pressure = { path: '/proc/pressure/cpu', avg10: 0.03, avg60: 0.01, avg300: 0, totalNs: null };
    expect(pressureWords(pressure)).toBe(
      'some task waited for a CPU 3 % of the last 10 s, 1 % of 60 s, 0 % of 300 s (/proc/pressure/cpu)',
    );
    expect(pressureWords({ ...pressure, avg10: 0, avg60: 0 })).toBe(
      'no task waited for a CPU in the last 300 s (/proc/pressure/cpu)',
    );
  });

  it('tells how often a quota has stopped a group', () => {
    const throttling = { path: '/x/cpu.stat', periods: 400, throttledPeriods: 120, throttledNs: 3.2e9 };
    expect(throttlingWords(throttling)).toBe(
      'in 120 of 400 periods since the group was made, 3.20 s in all (/x/cpu.stat)',
    );
    expect(throttlingWords({ ...throttling, periods: null, throttledNs: null })).toBe(
      'in 120 periods since the group was made (/x/cpu.stat)',
    );
    expect(throttlingWords({ ...throttling, throttledPeriods: 0, throttledNs: 0 })).toBe(
      'never in 400 periods since the group was made (/x/cpu.stat)',
    );
  });

  it('has a row for each setting that says more than the usual', () => {
    const at = <Value>(value: Value) => ({ value, path: '/f' });
    expect(settingRows({ ...NONE, partition: at('member'), smt: at('on') })).toEqual([]);
    expect(
      settingRows({ ...NONE, burstNs: at(5e7), partition: at('root'), isolated: at([2, 3]), smt: at('off') }),
    ).toEqual([
      { setting: 'burst above the quota', value: '50.0 ms', path: '/f' },
      { setting: 'cpuset partition', value: 'root', path: '/f' },
      { setting: 'isolated CPUs', value: '2-3', path: '/f' },
      { setting: 'SMT', value: 'off', path: '/f' },
    ]);
  });
});
