import { describe, expect, it } from 'vitest';
import { readCgroups } from '../../../src/machine/limits/cgroups.ts';
import { readPressure } from '../../../src/machine/pressure/read-pressure.ts';
import { inMemory, type Tree, V1_CPU_MOUNT, V1_CPUSET_MOUNT, V2_MOUNT } from '../../fixtures/captured.ts';

const V2 = '/sys/fs/cgroup';
const V1 = '/sys/fs/cgroup/cpu,cpuacct';
const CPU = '/sys/devices/system/cpu';
const IN_V2: Tree = { '/proc/self/cgroup': '0::/a/b\n', '/proc/self/mountinfo': V2_MOUNT };
const IN_V1: Tree = {
  '/proc/self/cgroup': '4:cpu,cpuacct:/a\n3:cpuset:/s\n',
  '/proc/self/mountinfo': V1_CPU_MOUNT + V1_CPUSET_MOUNT,
};

function pressureOf(tree: Tree) {
  const sysroot = inMemory(tree);
  return readPressure(sysroot, readCgroups(sysroot));
}

describe('readPressure', () => {
  it('reads how long tasks wanted a CPU, of our own group and of the machine', () => {
    const pressure = pressureOf({
      ...IN_V2,
      [`${V2}/a/b/cgroup.events`]: 'populated 1\n',
      [`${V2}/a/b/cpu.pressure`]:
        'some avg10=12.50 avg60=3.00 avg300=0.10 total=1500\nfull avg10=0.00 avg60=0.00 avg300=0.00 total=0\n',
      '/proc/pressure/cpu': 'some avg10=0.00 avg60=0.00 avg300=0.00 total=7\n',
    });
    expect(pressure).toMatchObject({
      group: { path: `${V2}/a/b/cpu.pressure`, avg10: 0.125, avg60: 0.03, avg300: 0.001, totalNs: 1_500_000 },
      system: { path: '/proc/pressure/cpu', avg10: 0, totalNs: 7_000 },
    });
  });

  it('takes a file that tells no pressure, or a group above ours, for unknown', () => {
    const pressure = pressureOf({
      ...IN_V2,
      [`${V2}/a/cgroup.events`]: 'populated 1\n',
      [`${V2}/a/cpu.pressure`]: 'some avg10=12.50 avg60=3.00 avg300=0.10 total=1500\n',
      '/proc/pressure/cpu': 'some avg10=much\n',
      [`${CPU}/smt/control`]: 'off\n',
    });
    expect(pressure).toMatchObject({
      group: null,
      system: null,
      smt: { value: 'off', path: `${CPU}/smt/control` },
    });
  });

  it('takes counts that the kernel can’t have written for unknown', () => {
    const stat = `nr_periods 7\nnr_throttled 5\nthrottled_usec -3\n`;
    const pressure = pressureOf({ ...IN_V2, [`${V2}/a/b/cpu.stat`]: stat });
    expect(pressure?.throttling).toMatchObject([{ periods: 7, throttledPeriods: 5, throttledNs: null }]);
  });

  it('counts throttled periods of each group on the path: version 2 in µs, version 1 in ns', () => {
    const stat = (times: string) => `nr_periods 400\nnr_throttled 120\n${times}\n`;
    expect(
      pressureOf({
        ...IN_V2,
        [`${V2}/a/b/cpu.stat`]: 'usage_usec 5\n',
        [`${V2}/a/cpu.stat`]: `usage_usec 5\n${stat('throttled_usec 3200000')}`,
        '/proc/pressure/cpu': '',
      })?.throttling,
    ).toEqual([{ path: `${V2}/a/cpu.stat`, periods: 400, throttledPeriods: 120, throttledNs: 3.2e9 }]);
    expect(
      pressureOf({ ...IN_V1, [`${V1}/a/cpu.stat`]: stat('throttled_time 3200000000') })?.throttling,
    ).toEqual([{ path: `${V1}/a/cpu.stat`, periods: 400, throttledPeriods: 120, throttledNs: 3.2e9 }]);
  });

  it('leaves out groups that never had a quota', () => {
    const quiet = { [`${V1}/a/cpu.stat`]: 'nr_periods 0\nnr_throttled 0\nthrottled_time 0\n' };
    expect(pressureOf({ ...IN_V1, ...quiet })).toBeNull();
  });

  it('reads the burst in both versions, and none from 0', () => {
    expect(pressureOf({ ...IN_V2, [`${V2}/a/b/cpu.max.burst`]: '50000\n' })?.burstNs?.value).toBe(5e7);
    expect(pressureOf({ ...IN_V1, [`${V1}/a/cpu.cfs_burst_us`]: '20000\n' })?.burstNs).toEqual({
      value: 2e7,
      path: `${V1}/a/cpu.cfs_burst_us`,
    });
    expect(pressureOf({ ...IN_V2, [`${V2}/a/b/cpu.max.burst`]: '0\n' })).toBeNull();
  });

  it('reads partitions and exclusive CPUs, and not that version 1’s root has all', () => {
    const v2 = pressureOf({
      ...IN_V2,
      [`${V2}/a/b/cpuset.cpus.partition`]: 'isolated\n',
      [`${V2}/a/b/cpuset.cpus.exclusive`]: '4-7\n',
      [`${V2}/a/b/cpuset.cpus.exclusive.effective`]: '4-5\n',
    });
    expect(v2?.partition?.value).toBe('isolated');
    expect(v2?.exclusive).toEqual({ value: [4, 5], path: `${V2}/a/b/cpuset.cpus.exclusive.effective` });
    const cpuset = '/sys/fs/cgroup/cpuset';
    expect(pressureOf({ ...IN_V1, [`${cpuset}/s/cpuset.cpu_exclusive`]: '1\n' })?.partition?.value).toBe(
      'exclusive',
    );
    const root = {
      '/proc/self/cgroup': '3:cpuset:/\n',
      [`${cpuset}/release_agent`]: '\n',
      [`${cpuset}/cpuset.cpu_exclusive`]: '1\n',
    };
    expect(pressureOf({ ...IN_V1, ...root })).toBeNull();
  });

  it('reads isolated and tickless CPUs, and none from what kernels write for none', () => {
    const pressure = pressureOf({ [`${CPU}/isolated`]: '2-3\n', [`${CPU}/nohz_full`]: ' (null)\n' });
    expect(pressure).toMatchObject({ isolated: { value: [2, 3], path: `${CPU}/isolated` }, nohzFull: null });
    expect(pressureOf({ [`${CPU}/isolated`]: '\n', [`${CPU}/nohz_full`]: '1\n' })).toMatchObject({
      isolated: null,
      nohzFull: { value: [1], path: `${CPU}/nohz_full` },
    });
  });
});
