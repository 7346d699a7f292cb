import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readCpusets } from '../../../src/machine/limits/cpuset.ts';
import { captured, inMemory, type Tree, V1_CPUSET_MOUNT, V2_MOUNT } from '../../fixtures/captured.ts';
import { garbage } from '../../fixtures/garbage.ts';

const V1 = '/sys/fs/cgroup/cpuset';

function cpusets(cgroup: string, mountinfo: string, files: Tree) {
  return readCpusets(inMemory({ '/proc/self/cgroup': cgroup, '/proc/self/mountinfo': mountinfo, ...files }));
}

describe('readCpusets', () => {
  it('reads what version 2 leaves us in effect', () => {
    const files = {
      '/sys/fs/cgroup/a/cpuset.cpus': '0-7\n',
      '/sys/fs/cgroup/a/cpuset.cpus.effective': '2-3\n',
    };
    expect(cpusets('0::/a\n', V2_MOUNT, files)).toEqual([
      { version: 2, path: '/sys/fs/cgroup/a/cpuset.cpus.effective', cpus: [2, 3], text: '2-3' },
    ]);
  });

  it('asks the group above where ours has no cpuset controller', () => {
    const files = { '/sys/fs/cgroup/a/cpuset.cpus.effective': '0,4\n' };
    expect(cpusets('0::/a/b/c\n', V2_MOUNT, files)).toMatchObject([
      { path: '/sys/fs/cgroup/a/cpuset.cpus.effective', cpus: [0, 4] },
    ]);
  });

  it('takes an empty file for “as the group above”', () => {
    const files = {
      '/sys/fs/cgroup/a/b/cpuset.cpus.effective': '\n',
      '/sys/fs/cgroup/a/cpuset.cpus.effective': '1\n',
    };
    expect(cpusets('0::/a/b\n', V2_MOUNT, files)).toMatchObject([{ cpus: [1] }]);
  });

  it('reads version 1: the effective set where there is one, else the set', () => {
    const set = { [`${V1}/a/cpuset.cpus`]: '0-3\n' };
    expect(cpusets('5:cpuset:/a\n', V1_CPUSET_MOUNT, set)).toEqual([
      { version: 1, path: `${V1}/a/cpuset.cpus`, cpus: [0, 1, 2, 3], text: '0-3' },
    ]);
    const effective = { ...set, [`${V1}/a/cpuset.effective_cpus`]: '0-1\n' };
    expect(cpusets('5:cpuset:/a\n', V1_CPUSET_MOUNT, effective)).toMatchObject([{ cpus: [0, 1] }]);
  });

  it('reads version 1 where it is mounted without the prefix of its files', () => {
    const noprefix = V1_CPUSET_MOUNT.replace('rw,cpuset\n', 'rw,cpuset,noprefix\n');
    expect(cpusets('5:cpuset:/a\n', noprefix, { [`${V1}/a/cpus`]: '2\n' })).toMatchObject([{ cpus: [2] }]);
    const files = { '/dev/cpuset/a/cpus': '0-3\n', '/dev/cpuset/a/effective_cpus': '0,2\n' };
    expect(cpusets('5:cpuset:/a\n', '34 25 0:30 / /dev/cpuset rw - cpuset none rw\n', files)).toMatchObject([
      { path: '/dev/cpuset/a/effective_cpus', cpus: [0, 2] },
    ]);
  });

  it('reads both versions where both have one', () => {
    const found = cpusets('5:cpuset:/a\n0::/b\n', V1_CPUSET_MOUNT + V2_MOUNT, {
      [`${V1}/a/cpuset.cpus`]: '0-1\n',
      '/sys/fs/cgroup/b/cpuset.cpus.effective': '1-2\n',
    });
    expect(found.map(({ version, cpus }) => [version, cpus])).toEqual([
      [1, [0, 1]],
      [2, [1, 2]],
    ]);
  });

  it('knows no CPUs from what is no list, and keeps what the file says', () => {
    for (const text of ['all of them', '0-', '3-1', 'x'.repeat(100_000)]) {
      const files = { '/sys/fs/cgroup/cpuset.cpus.effective': `${text}\n` };
      expect(cpusets('0::/\n', V2_MOUNT, files)).toMatchObject([{ cpus: null, text: text }]);
    }
  });

  it('knows no CPUs from a folder in the file’s place, nor from a file of many megabytes', () => {
    const path = '/sys/fs/cgroup/cpuset.cpus.effective';
    const files = { '/proc/self/cgroup': '0::/\n', '/proc/self/mountinfo': V2_MOUNT };
    for (const odd of [{ [`${path}/x`]: '' }, { [path]: 'x'.repeat(17 * 1024 * 1024) }]) {
      expect(readCpusets(captured({ ...files, ...odd }))).toMatchObject([{ path, cpus: null }]);
    }
  });

  it('finds none where there is none', () => {
    expect(cpusets('0::/a\n', V2_MOUNT, {})).toEqual([]);
    expect(cpusets('', '', {})).toEqual([]);
  });

  it('never throws', () => {
    fc.assert(
      fc.property(garbage, garbage, (own, above) => {
        const files = {
          '/sys/fs/cgroup/a/cpuset.cpus.effective': own,
          '/sys/fs/cgroup/cpuset.cpus.effective': above,
        };
        for (const { cpus } of cpusets('0::/a\n', V2_MOUNT, files)) {
          expect(cpus === null || cpus.length > 0).toBe(true);
        }
      }),
    );
  });
});
