import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readLimits } from '../../../src/machine/limits/read-limits.ts';
import { noticeInWords } from '../../../src/report/words/notices.ts';
import {
  captured,
  inMemory,
  type Tree,
  V1_CPU_MOUNT,
  V1_CPUSET_MOUNT,
  V2_MOUNT,
} from '../../fixtures/captured.ts';
import { garbage } from '../../fixtures/garbage.ts';

const IN_ROOT = { '/proc/self/cgroup': '0::/\n', '/proc/self/mountinfo': V2_MOUNT };
const MAX = '/sys/fs/cgroup/cpu.max';
const status = (list: string) => ({ '/proc/self/status': `Name:\tnode\nCpus_allowed_list:\t${list}\n` });

function limitsOf(files: Tree, online: readonly number[] | null = [0, 1, 2, 3]) {
  const { warnings, ...found } = readLimits(inMemory(files), online);
  return { ...found, warnings: warnings.map(noticeInWords) };
}

describe('the affinity mask', () => {
  it('counts without the CPUs that are offline, and names those', () => {
    const { limits, warnings } = limitsOf(status('0-5'));
    expect(limits.allowedCpus).toEqual([0, 1, 2, 3]);
    expect(limits.list).toEqual([
      { source: 'affinity mask', cpus: 4, path: '/proc/self/status', detail: 'CPUs 0-5 (offline: 4-5)' },
    ]);
    expect(warnings).toEqual([]);
  });

  it('counts as it is where nobody says what is online', () => {
    expect(limitsOf(status('2-3'), null).limits).toMatchObject({
      allowedCpus: [2, 3],
      list: [{ cpus: 2, detail: 'CPUs 2-3' }],
    });
  });

  it('comes before the cpuset, which may be wider', () => {
    const files = { ...IN_ROOT, ...status('1'), '/sys/fs/cgroup/cpuset.cpus.effective': '0-3\n' };
    const { limits } = limitsOf(files);
    expect(limits.allowedCpus).toEqual([1]);
    expect(limits.list.map(({ source, cpus }) => [source, cpus])).toEqual([
      ['affinity mask', 1],
      ['cpuset (cgroup v2)', 4],
    ]);
  });

  it('counts no more than the cpuset that lies below it; one that shares no CPU with it is not believed', () => {
    const set = (cpus: string) => ({
      ...IN_ROOT,
      ...status('0-3'),
      '/sys/fs/cgroup/cpuset.cpus.effective': cpus,
    });
    expect(limitsOf(set('1-2\n')).limits.allowedCpus).toEqual([1, 2]);
    expect(limitsOf(set('8-9\n')).limits.allowedCpus).toEqual([0, 1, 2, 3]);
  });

  it('is replaced by the cpuset where it can’t be read', () => {
    const files = { ...IN_ROOT, '/sys/fs/cgroup/cpuset.cpus.effective': '2-7\n' };
    expect(limitsOf(files).limits.allowedCpus).toEqual([2, 3]);
    expect(limitsOf({}).limits.allowedCpus).toBeNull();
  });
});

describe('quotas', () => {
  it('are all listed, each with what its file says; the tightest rules', () => {
    const { limits, warnings } = limitsOf({
      ...IN_ROOT,
      '/proc/self/cgroup': '0::/a/b\n',
      '/sys/fs/cgroup/a/b/cpu.max': '399000 100000\n',
      '/sys/fs/cgroup/a/cpu.max': '150000 100000\n',
    });
    expect(limits).toMatchObject({ quotaCpus: 1.5, quotaGroup: '/sys/fs/cgroup/a' });
    expect(limits.list).toEqual([
      {
        source: 'quota (cgroup v2)',
        cpus: 3.99,
        path: '/sys/fs/cgroup/a/b/cpu.max',
        detail: '399000 of every 100000 us',
      },
      {
        source: 'quota (cgroup v2)',
        cpus: 1.5,
        path: '/sys/fs/cgroup/a/cpu.max',
        detail: '150000 of every 100000 us',
      },
    ]);
    expect(warnings).toEqual([]);
  });

  it.each([
    ['25000 100000', 0.25],
    ['50000 50000', 1],
    ['1000 1000000', 0.001],
    ['1 3', 1 / 3],
  ])('keep their decimals: %s', (text, cpus) => {
    expect(limitsOf({ ...IN_ROOT, [MAX]: `${text}\n` }).limits.quotaCpus).toBe(cpus);
  });

  it('of version 1 and version 2 are both listed', () => {
    const { limits } = limitsOf({
      '/proc/self/cgroup': '4:cpu,cpuacct:/\n0::/\n',
      '/proc/self/mountinfo': V1_CPU_MOUNT + V2_MOUNT,
      '/sys/fs/cgroup/cpu,cpuacct/cpu.cfs_quota_us': '50000\n',
      '/sys/fs/cgroup/cpu,cpuacct/cpu.cfs_period_us': '100000\n',
      [MAX]: '200000 100000\n',
    });
    expect(limits.list.map(({ source, cpus }) => [source, cpus])).toEqual([
      ['quota (cgroup v1)', 0.5],
      ['quota (cgroup v2)', 2],
    ]);
    expect(limits.quotaCpus).toBe(0.5);
  });

  it('that are none are not listed', () => {
    expect(limitsOf({ ...IN_ROOT, [MAX]: 'max 100000\n' }).limits.list).toEqual([]);
    expect(limitsOf({ ...IN_ROOT, [MAX]: 'max\n' }).limits.list).toEqual([]);
    const v1 = limitsOf({
      '/proc/self/cgroup': '4:cpu,cpuacct:/\n',
      '/proc/self/mountinfo': V1_CPU_MOUNT,
      '/sys/fs/cgroup/cpu,cpuacct/cpu.cfs_quota_us': '-1\n',
      '/sys/fs/cgroup/cpu,cpuacct/cpu.cfs_period_us': '100000\n',
    });
    expect([v1.limits.list, v1.warnings]).toEqual([[], []]);
  });

  it('are read from a file that ends with a NUL', () => {
    expect(limitsOf({ ...IN_ROOT, [MAX]: '150000 100000\n\0' }).limits.quotaCpus).toBe(1.5);
  });
});

describe('a file that makes no sense', () => {
  it.each([
    ['words', 'a lot', '“a lot”'],
    ['nothing', '', 'nothing'],
    ['half a quota', '150000', '“150000”'],
    ['a quota of zero', '0 100000', '“0 100000”'],
    ['a period of zero', '100000 0', '“100000 0”'],
    ['decimals', '1.5 100000', '“1.5 100000”'],
    ['a negative quota', '-1 100000', '“-1 100000”'],
    ['a third number', '1 2 3', '“1 2 3”'],
    ['more CPUs than there can be', '999999999999 1', '“999999999999 1”'],
    ['terminal codes', '\u001b[31m', '“?[31m”'],
    ['a very long line', 'y'.repeat(1_000_000), `“${'y'.repeat(40)}…”`],
  ])('is a limit that is unknown, and a warning: %s', (_what, text, quoted) => {
    const { limits, warnings } = limitsOf({ ...IN_ROOT, [MAX]: `${text}\n` });
    expect(limits).toMatchObject({ quotaCpus: null, quotaGroup: null });
    expect(limits.list).toEqual([
      { source: 'quota (cgroup v2)', cpus: null, path: MAX, detail: `not a quota: ${quoted}` },
    ]);
    expect(warnings).toEqual([
      {
        code: 'LIMIT_NOT_READABLE',
        message: `${MAX} says ${quoted}, which is not a limit in the kernel’s format: it counts as unknown`,
        hint: null,
      },
    ]);
  });

  it('does not hide another level’s quota', () => {
    const files = { ...IN_ROOT, '/proc/self/cgroup': '0::/a\n', '/sys/fs/cgroup/a/cpu.max': 'x\n' };
    const { limits, warnings } = limitsOf({ ...files, [MAX]: '250000 100000\n' });
    expect(limits.quotaCpus).toBe(2.5);
    expect(warnings.map(({ code }) => code)).toEqual(['LIMIT_NOT_READABLE']);
  });

  it('may be a folder, or longer than any file of the kernel', () => {
    const folder = readLimits(captured({ ...IN_ROOT, [`${MAX}/x`]: '' }), null);
    const huge = readLimits(captured({ ...IN_ROOT, [MAX]: 'x'.repeat(17 * 1024 * 1024) }), null);
    for (const { limits, warnings } of [folder, huge]) {
      expect(limits).toMatchObject({ quotaCpus: null, list: [{ cpus: null }] });
      expect(warnings.map(noticeInWords)).toMatchObject([
        {
          code: 'LIMIT_NOT_READABLE',
          message: `${MAX} says nothing, which is not a limit in the kernel’s format: it counts as unknown`,
        },
      ]);
    }
  });

  it('may be half of a version 1 quota', () => {
    const files = { '/proc/self/cgroup': '4:cpu,cpuacct:/\n', '/proc/self/mountinfo': V1_CPU_MOUNT };
    const { limits, warnings } = limitsOf({
      ...files,
      '/sys/fs/cgroup/cpu,cpuacct/cpu.cfs_quota_us': '50000\n',
    });
    expect(limits).toMatchObject({ quotaCpus: null, list: [{ source: 'quota (cgroup v1)', cpus: null }] });
    expect(warnings).toHaveLength(1);
  });

  it('may be a cpuset', () => {
    const files = {
      '/proc/self/cgroup': '5:cpuset:/\n',
      '/proc/self/mountinfo': V1_CPUSET_MOUNT,
      '/sys/fs/cgroup/cpuset/cpuset.cpus': '0-x\n',
    };
    const { limits, warnings } = limitsOf(files);
    expect(limits.list).toEqual([
      {
        source: 'cpuset (cgroup v1)',
        cpus: null,
        path: '/sys/fs/cgroup/cpuset/cpuset.cpus',
        detail: 'not a CPU list: “0-x”',
      },
    ]);
    expect(warnings.map(({ code }) => code)).toEqual(['LIMIT_NOT_READABLE']);
  });
});

describe('a path that can’t be seen', () => {
  it.each([
    ['0::/../x\n', V2_MOUNT],
    ['0::/\n', V2_MOUNT.replace(' / /sys', ' /.. /sys')],
    ['0::/\n', ''],
    ['0::/elsewhere\n', V2_MOUNT.replace(' / /sys', ' /docker/abc /sys')],
  ])('is an unknown limit and a warning, never no limit: %j', (cgroup, mounts) => {
    const { limits, warnings } = limitsOf({
      '/proc/self/cgroup': cgroup,
      '/proc/self/mountinfo': mounts,
    });
    expect(limits.list).toEqual([
      { source: 'quota', cpus: null, path: null, detail: expect.stringMatching(/^unknown: /) },
    ]);
    expect(warnings).toMatchObject([{ code: 'QUOTA_HIDDEN', hint: expect.stringContaining('Measure') }]);
  });
});

it('never throws, whatever the files hold, and warns of every limit that is unknown', () => {
  fc.assert(
    fc.property(garbage, garbage, garbage, garbage, (mask, quota, period, cpuset) => {
      const { limits, warnings } = limitsOf({
        '/proc/self/cgroup': '5:cpuset:/\n4:cpu,cpuacct:/a\n0::/a\n',
        '/proc/self/mountinfo': V1_CPUSET_MOUNT + V1_CPU_MOUNT + V2_MOUNT,
        '/proc/self/status': `Cpus_allowed_list:\t${mask}\n`,
        '/sys/fs/cgroup/cpu,cpuacct/a/cpu.cfs_quota_us': quota,
        '/sys/fs/cgroup/cpu,cpuacct/a/cpu.cfs_period_us': period,
        '/sys/fs/cgroup/a/cpu.max': quota,
        [MAX]: `${quota} ${period}`,
        '/sys/fs/cgroup/cpuset/cpuset.cpus': cpuset,
      });
      const { quotaCpus, list } = limits;
      expect(quotaCpus === null || (quotaCpus > 0 && Number.isFinite(quotaCpus))).toBe(true);
      expect(warnings).toHaveLength(list.filter(({ cpus }) => cpus === null).length);
    }),
  );
});
