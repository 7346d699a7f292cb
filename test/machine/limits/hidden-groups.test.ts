import { describe, expect, it } from 'vitest';
import { readQuotas } from '../../../src/machine/limits/quota.ts';
import { inMemory, type Tree, V1_CPU_MOUNT, V2_MOUNT } from '../../fixtures/captured.ts';

const V2 = '/sys/fs/cgroup';
const V1 = '/sys/fs/cgroup/cpu,cpuacct';
const v2 = (files: Tree): Tree => ({
  '/proc/self/cgroup': '0::/\n',
  '/proc/self/mountinfo': V2_MOUNT,
  ...files,
});
const v1 = (files: Tree): Tree => ({
  '/proc/self/cgroup': '4:cpu,cpuacct:/\n',
  '/proc/self/mountinfo': V1_CPU_MOUNT,
  ...files,
});
const hidden = (tree: Tree) => readQuotas(inMemory(tree)).hidden;

describe('groups above the mounted one are hidden', () => {
  it.each([
    ['cpu.max', v2({ [`${V2}/cpu.max`]: 'max 100000\n' })],
    ['cpu.weight', v2({ [`${V2}/cpu.weight`]: '100\n' })],
    ['cgroup.events', v2({ [`${V2}/cgroup.events`]: 'populated 1\n' })],
    ['cpu.cfs_quota_us is set', v1({ [`${V1}/cpu.cfs_quota_us`]: '200000\n' })],
    ['no release_agent', v1({ [`${V1}/cgroup.procs`]: '1\n', [`${V1}/cpu.cfs_quota_us`]: '-1\n' })],
  ])('where a namespace shows: %s', (what, tree) => {
    expect(hidden(tree)).toEqual([{ withOwn: false, evidence: expect.stringContaining(what) }]);
  });

  it('where the mount begins below the root, in both versions', () => {
    const at = (mount: string, cgroup: string) => ({
      '/proc/self/cgroup': cgroup,
      '/proc/self/mountinfo': mount.replace(' / /sys/fs/cgroup', ' /a /sys/fs/cgroup'),
    });
    for (const tree of [at(V2_MOUNT, '0::/a/b\n'), at(V1_CPU_MOUNT, '4:cpu,cpuacct:/a/b\n')]) {
      expect(hidden(tree)).toEqual([
        { withOwn: false, evidence: expect.stringMatching(/mountinfo: .* shows \/a and/) },
      ]);
    }
  });

  it('and our own quota is still our own', () => {
    const tree = {
      '/proc/self/cgroup': '0::/a/b\n',
      '/proc/self/mountinfo': V2_MOUNT.replace(' / /sys/fs/cgroup', ' /a /sys/fs/cgroup'),
      [`${V2}/b/cpu.max`]: '200000 100000\n',
    };
    expect(readQuotas(inMemory(tree)).levels).toMatchObject([{ height: 0, cpus: 2 }]);
  });
});

describe('all groups are hidden', () => {
  it.each([
    ['no file of groups', { '/proc/self/mountinfo': V2_MOUNT }],
    ['an empty one', { '/proc/self/cgroup': '', '/proc/stat': 'cpu 0 0\n' }],
    ['a group outside our namespace', v2({ '/proc/self/cgroup': '0::/../x\n' })],
    ['no mount', { '/proc/self/cgroup': '4:cpu:/\n' }],
  ])('where there is %s', (_, tree) => {
    expect(hidden(tree)).toMatchObject([{ withOwn: true }]);
  });
});

describe('nothing is hidden', () => {
  it.each([
    [
      'from the root of version 2 on',
      v2({ [`${V2}/cgroup.procs`]: '1\n', [`${V2}/cpu.stat`]: 'usage_usec 1\n' }),
    ],
    ['from the root of version 1 on', v1({ [`${V1}/cgroup.procs`]: '1\n', [`${V1}/release_agent`]: '\n' })],
    [
      'in version 2 where version 1 has the controller',
      v1({
        '/proc/self/cgroup': '4:cpu,cpuacct:/\n0::/\n',
        '/proc/self/mountinfo': `${V1_CPU_MOUNT}${V2_MOUNT.replace(' / /sys/fs/cgroup', ' /a /sys/fs/cgroup/unified')}`,
      }),
    ],
    ['by a kernel that has cpusets alone', { '/proc/self/cpuset': '/\n', '/proc/stat': 'cpu 1\n' }],
  ])('%s', (_, tree) => {
    expect(hidden(tree)).toEqual([]);
  });
});

describe('on the machine that we run on', () => {
  const live = (tree: Tree) => readQuotas(inMemory(tree, '/')).hidden;

  it('our own group is hidden where something covers its folder, as an empty /sys does', () => {
    const tree = { '/proc/self/cgroup': '0::/a\n', '/proc/self/mountinfo': V2_MOUNT };
    expect(live(tree)).toEqual([{ withOwn: true, evidence: `${V2}/a is missing` }]);
    expect(live({ ...tree, [`${V2}/a/cgroup.procs`]: '1\n' })).toEqual([]);
  });

  it('our groups are untold where /proc is empty', () => {
    expect(live({})).toEqual([{ withOwn: true, evidence: '/proc/self/cgroup is missing or empty' }]);
  });
});
