import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readQuotas, throttledPeriods, tightestQuota } from '../../../src/machine/limits/quota.ts';
import type { Sysroot } from '../../../src/machine/sysroot.ts';
import {
  captured,
  inMemory,
  type Tree,
  V1_CPU_MOUNT,
  V1_CPUSET_MOUNT,
  V2_MOUNT,
} from '../../fixtures/captured.ts';

const CGROUP = '/proc/self/cgroup';
const MOUNTS = '/proc/self/mountinfo';
const V1 = '/sys/fs/cgroup/cpu,cpuacct';

/** The tightest quota and the group that sets it, or null. */
function quotaOf(sysroot: Sysroot) {
  const level = tightestQuota(readQuotas(sysroot));
  return level === null ? null : { cpus: level.cpus, group: level.group };
}

/** A version 1 group that allows `quota` of 100,000 µs. */
function v1Group(folder: string, quota: number): Tree {
  return { [`${folder}/cpu.cfs_quota_us`]: `${quota}\n`, [`${folder}/cpu.cfs_period_us`]: '100000\n' };
}

describe('tightestQuota', () => {
  it('reads a version 2 quota of one and a half CPUs', () => {
    const sysroot = captured({
      [CGROUP]: '0::/jobs/mine\n',
      [MOUNTS]: V2_MOUNT,
      '/sys/fs/cgroup/jobs/mine/cpu.max': '150000 100000\n',
    });
    expect(quotaOf(sysroot)).toEqual({ cpus: 1.5, group: '/sys/fs/cgroup/jobs/mine' });
  });

  it('reads a version 1 quota of half a CPU', () => {
    const sysroot = captured({
      [CGROUP]: '12:cpuset:/other\n4:cpu,cpuacct:/docker/abc\n',
      [MOUNTS]: V1_CPUSET_MOUNT + V1_CPU_MOUNT,
      ...v1Group(`${V1}/docker/abc`, 50_000),
    });
    expect(quotaOf(sysroot)).toEqual({ cpus: 0.5, group: `${V1}/docker/abc` });
  });

  it('takes the tighter of version 1 and version 2 where both are mounted', () => {
    const both = (v1: number, v2: number) =>
      captured({
        [CGROUP]: '4:cpu,cpuacct:/a\n0::/b\n',
        [MOUNTS]: `${V1_CPU_MOUNT}30 23 0:26 / /sys/fs/cgroup/unified rw - cgroup2 cgroup2 rw\n`,
        ...v1Group(`${V1}/a`, v1),
        '/sys/fs/cgroup/unified/b/cpu.max': `${v2} 100000\n`,
      });
    expect(quotaOf(both(50_000, 150_000))?.cpus).toBe(0.5);
    expect(quotaOf(both(250_000, 150_000))?.cpus).toBe(1.5);
  });

  it('takes the tightest of all ancestors, wherever it is', () => {
    const nested = (root: string, parent: string, own: string) =>
      captured({
        [CGROUP]: '0::/kubepods/pod/container\n',
        [MOUNTS]: V2_MOUNT,
        '/sys/fs/cgroup/cpu.max': root,
        '/sys/fs/cgroup/kubepods/pod/cpu.max': parent,
        '/sys/fs/cgroup/kubepods/pod/container/cpu.max': own,
      });
    const quota = (...levels: [string, string, string]) => quotaOf(nested(...levels));
    expect(quota('400000 100000', '200000 100000', '300000 100000')).toEqual({
      cpus: 2,
      group: '/sys/fs/cgroup/kubepods/pod',
    });
    expect(quota('100000 100000', '200000 100000', 'max 100000')).toEqual({
      cpus: 1,
      group: '/sys/fs/cgroup',
    });
    expect(quota('max 100000', 'max 100000', '25000 50000')?.cpus).toBe(0.5);
  });

  it('reads a container’s own group where the mount begins at it', () => {
    const sysroot = captured({
      [CGROUP]: '4:cpu,cpuacct:/docker/abc\n',
      [MOUNTS]: V1_CPU_MOUNT.replace(' / /sys', ' /docker/abc /sys'),
      ...v1Group(V1, 200_000),
    });
    expect(quotaOf(sysroot)).toEqual({ cpus: 2, group: V1 });
  });

  it('does not take the mount’s quota for ours where a namespace hides our path', () => {
    const sysroot = captured({
      [CGROUP]: '0::/../../elsewhere\n',
      [MOUNTS]: V2_MOUNT,
      '/sys/fs/cgroup/cpu.max': '300000 100000\n',
    });
    expect(quotaOf(sysroot)).toBeNull();
    expect(readQuotas(sysroot).hidden).toEqual([
      { withOwn: true, evidence: 'our cgroup /../../elsewhere lies outside what /sys/fs/cgroup shows' },
    ]);
  });

  it('does not take the cpuset controller for the cpu controller', () => {
    const sysroot = captured({
      [CGROUP]: '12:cpuset:/a\n7:cpuacct:/a\n3:name=cpu:/a\n',
      [MOUNTS]: V1_CPUSET_MOUNT + V1_CPU_MOUNT,
      ...v1Group('/sys/fs/cgroup/cpuset/a', 50_000),
      ...v1Group(`${V1}/a`, 50_000),
    });
    expect(quotaOf(sysroot)).toBeNull();
  });

  it('reads no quota below the cpuset’s mount, though our cpu group has the same path', () => {
    const sysroot = captured({
      [CGROUP]: '4:cpu,cpuacct:/a\n',
      [MOUNTS]: V1_CPUSET_MOUNT + V1_CPU_MOUNT,
      ...v1Group('/sys/fs/cgroup/cpuset/a', 10_000),
      ...v1Group(`${V1}/a`, 150_000),
    });
    expect(quotaOf(sysroot)).toEqual({ cpus: 1.5, group: `${V1}/a` });
  });

  it('finds the cpu controller in any place of the list', () => {
    const sysroot = captured({
      [CGROUP]: '4:cpuacct,cpu:/a\n',
      [MOUNTS]: V1_CPU_MOUNT.replace('rw,cpu,cpuacct', 'rw,cpuacct,cpu'),
      ...v1Group(`${V1}/a`, 50_000),
    });
    expect(quotaOf(sysroot)?.cpus).toBe(0.5);
  });

  it('reads a path that holds colons and commas', () => {
    const sysroot = captured({
      [CGROUP]: '0::/a:b,c\n',
      [MOUNTS]: V2_MOUNT,
      '/sys/fs/cgroup/a:b,c/cpu.max': '150000 100000\n',
    });
    expect(quotaOf(sysroot)?.cpus).toBe(1.5);
  });

  it('reads a path whose name is not ASCII', () => {
    const utf8 = (text: string) => Buffer.from(text).toString('latin1');
    const sysroot = captured({
      [CGROUP]: utf8('0::/größe\n'),
      [MOUNTS]: V2_MOUNT,
      '/sys/fs/cgroup/größe/cpu.max': '150000 100000\n',
    });
    expect(quotaOf(sysroot)?.cpus).toBe(1.5);
  });

  it.each([
    ['no limit', 'max 100000\n'],
    ['an empty file', ''],
    ['half a file', '150000'],
    ['words', 'lots of it\n'],
    ['a period of zero', '150000 0\n'],
    ['a quota of zero', '0 100000\n'],
    ['a negative quota', '-1 100000\n'],
    ['a huge file', 'x'.repeat(1_000_000)],
  ])('knows no quota from %s', (_what, text) => {
    const sysroot = captured({ [CGROUP]: '0::/\n', [MOUNTS]: V2_MOUNT, '/sys/fs/cgroup/cpu.max': text });
    expect(quotaOf(sysroot)).toBeNull();
  });

  it('knows no quota where version 1 sets none, or only half of it can be read', () => {
    const files = { [CGROUP]: '4:cpu,cpuacct:/\n', [MOUNTS]: V1_CPU_MOUNT };
    expect(quotaOf(captured({ ...files, ...v1Group(V1, -1) }))).toBeNull();
    expect(quotaOf(captured({ ...files, [`${V1}/cpu.cfs_quota_us`]: '50000\n' }))).toBeNull();
  });

  it('knows no quota where there is no cgroup', () => {
    expect(quotaOf(captured({}))).toBeNull();
    expect(quotaOf(captured({ [MOUNTS]: V2_MOUNT }))).toBeNull();
    expect(quotaOf(captured({ [CGROUP]: '0::/\n' }))).toBeNull();
  });

  it('never throws, whatever the kernel’s files hold', () => {
    const text = fc.oneof(
      fc.string(),
      fc.stringMatching(/^[0-9a-z :,/.-]{0,80}$/),
      fc.string({ unit: 'binary' }),
    );
    const line = fc.oneof(text, fc.constantFrom(V2_MOUNT, V1_CPU_MOUNT, '0::/a\n', '4:cpu:/a\n', '0::\n'));
    const file = fc.array(line, { maxLength: 4 }).map((lines) => lines.join('\n'));
    fc.assert(
      fc.property(file, file, text, (mounts, groups, limit) => {
        const quota = quotaOf(
          inMemory({
            [MOUNTS]: mounts,
            [CGROUP]: groups,
            '/sys/fs/cgroup/cpu.max': limit,
            '/sys/fs/cgroup/a/cpu.max': limit,
            [`${V1}/cpu.cfs_quota_us`]: limit,
            [`${V1}/cpu.cfs_period_us`]: limit,
          }),
        );
        expect(quota === null || (quota.cpus > 0 && Number.isFinite(quota.cpus))).toBe(true);
      }),
    );
  });
});

describe('throttledPeriods', () => {
  const stat = (text: string) => captured({ '/g/cpu.stat': text });

  it('reads nr_throttled from version 1 and version 2 alike', () => {
    expect(throttledPeriods(stat('nr_periods 40\nnr_throttled 25\nthrottled_time 1\n'), '/g')).toBe(25);
    expect(
      throttledPeriods(stat('usage_usec 1\nnr_periods 4\nnr_throttled 3\nthrottled_usec 9\n'), '/g'),
    ).toBe(3);
    expect(throttledPeriods(stat('nr_throttled 2\n'), '/g')).toBe(2);
  });

  it('knows nothing where the file is missing, empty or of another kernel', () => {
    expect(throttledPeriods(captured({}), '/g')).toBeNull();
    expect(throttledPeriods(stat(''), '/g')).toBeNull();
    expect(throttledPeriods(stat('usage_usec 1\nthrottled_usec 5\n'), '/g')).toBeNull();
  });
});
