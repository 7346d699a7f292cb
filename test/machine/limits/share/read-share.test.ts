import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readCgroups } from '../../../../src/machine/limits/cgroups.ts';
import { readShare, type Shared } from '../../../../src/machine/limits/share/read-share.ts';
import { captured, inMemory, type Tree, V1_CPU_MOUNT, V2_MOUNT } from '../../../fixtures/captured.ts';
import { v1Tree, v2Tree } from '../../../fixtures/cgroup-tree.ts';
import { garbage } from '../../../fixtures/garbage.ts';

const V2 = '/sys/fs/cgroup';
const V1 = '/sys/fs/cgroup/cpu,cpuacct';

function shareOf(files: Tree, of: Partial<Shared> = {}) {
  const sysroot = inMemory(files);
  return readShare(sysroot, readCgroups(sysroot), { onlineCpus: 64, effectiveCpus: 64, env: {}, ...of });
}

describe('version 2', () => {
  it('weighs our group against those beside it', () => {
    const tree = v2Tree('/a', { '/a': { weight: 20 }, '/b': { weight: 100 }, '/c': { weight: 200 } });
    expect(shareOf(tree)).toEqual({
      version: 2,
      weight: 20,
      path: `${V2}/a/cpu.weight`,
      guaranteedCpus: 4,
      basis: 'siblings',
      levels: [{ version: 2, path: `${V2}/a/cpu.weight`, weight: 20, siblings: 2, fraction: 1 / 16 }],
      requests: [],
    });
  });

  it('goes down level by level: each gets its part of the part above', () => {
    const tree = v2Tree('/a/b', {
      '/a': { weight: 100 },
      '/z': { weight: 300 },
      '/a/b': { weight: 50 },
      '/a/c': { weight: 150 },
    });
    // 64 × 1/4 × 1/4
    expect(shareOf(tree)).toMatchObject({ guaranteedCpus: 4, weight: 50 });
    expect(shareOf(tree)?.levels.map(({ fraction }) => fraction)).toEqual([0.25, 0.25]);
  });

  it('never passes a quota on the way, nor the effective CPUs', () => {
    const groups = { '/a': { weight: 100, quota: 8 }, '/z': { weight: 100 }, '/a/b': { weight: 100 } };
    const tree = v2Tree('/a/b', { ...groups, '/a/c': { weight: 100 } });
    expect(shareOf(tree)?.guaranteedCpus).toBe(4);
    expect(shareOf(tree, { effectiveCpus: 1.5 })?.guaranteedCpus).toBe(1.5);
  });

  it('leaves out groups without processes: units that never run have groups, too', () => {
    const tree = v2Tree('/a', {
      '/a': { weight: 100 },
      '/b': { weight: 100 },
      '/c': { weight: 100, isEmpty: true },
    });
    expect(shareOf(tree)).toMatchObject({ guaranteedCpus: 32, levels: [{ siblings: 1 }] });
  });

  it('counts an idle group as the kernel does: 3 of 1,024', () => {
    const tree = v2Tree('/a', { '/a': { weight: 100 }, '/b': { weight: 0 } });
    expect(shareOf(tree)?.guaranteedCpus).toBeCloseTo((64 * 1024) / 1027);
    expect(shareOf(v2Tree('/b', { '/a': { weight: 100 }, '/b': { weight: 0 } }))?.weight).toBeCloseTo(0.293);
  });

  it('takes the group above where CPUs aren’t shared out in our own', () => {
    const tree = v2Tree('/a/b', { '/a': { weight: 100 }, '/z': { weight: 100 }, '/a/b': {}, '/a/c': {} });
    expect(shareOf(tree)).toMatchObject({ path: `${V2}/a/cpu.weight`, guaranteedCpus: 32 });
  });

  it('has no weight in the root, nor where no group has the controller', () => {
    expect(shareOf(v2Tree('/', { '/a': { weight: 100 } }))).toBeNull();
    expect(shareOf(v2Tree('/a', { '/a': {} }))).toBeNull();
  });

  it('knows nothing of groups beside ours in a tree that was captured without them', () => {
    const tree = v2Tree('/a', { '/a': { weight: 20 } });
    expect(shareOf({ ...tree, [`${V2}/a/cgroup.events`]: '' })).toMatchObject({
      weight: 20,
      guaranteedCpus: null,
      levels: [{ siblings: null, fraction: null }],
    });
  });
});

describe('version 1', () => {
  const tree = v1Tree('/a/b', {
    '/a': { weight: 512 },
    '/z': { weight: 1536 },
    '/a/b': { weight: 256 },
    '/a/c': { weight: 768 },
  });

  it('weighs by shares', () => {
    expect(shareOf(tree)).toMatchObject({
      version: 1,
      weight: 256,
      path: `${V1}/a/b/cpu.shares`,
      guaranteedCpus: 4,
      levels: [{ siblings: 1 }, { siblings: 1 }],
    });
  });

  it('has no weight in the root', () => {
    expect(shareOf(v1Tree('/', { '/a': {} }))).toBeNull();
  });

  it('counts where version 2 is mounted, too, without the controller', () => {
    const both = {
      ...v2Tree('/elsewhere', { '/elsewhere': {} }),
      ...tree,
      '/proc/self/cgroup': '4:cpu,cpuacct:/a/b\n0::/elsewhere\n',
      '/proc/self/mountinfo': V1_CPU_MOUNT + V2_MOUNT,
    };
    expect(shareOf(both)).toMatchObject({ version: 1, guaranteedCpus: 4 });
  });
});

describe('what can’t be seen', () => {
  it('is unknown above the top of our namespace, and what is below that is told', () => {
    const container = {
      '/proc/self/cgroup': '0::/b\n',
      '/proc/self/mountinfo': V2_MOUNT,
      [`${V2}/cpu.weight`]: '20\n',
      [`${V2}/cgroup.events`]: 'populated 1\n',
      [`${V2}/b/cpu.weight`]: '100\n',
      [`${V2}/b/cgroup.events`]: 'populated 1\n',
    };
    expect(shareOf(container)).toMatchObject({
      guaranteedCpus: null,
      basis: null,
      levels: [
        { siblings: 0, fraction: 1 },
        { weight: 20, siblings: null, fraction: null },
      ],
    });
  });

  it('is our own group where the mount lies outside our namespace', () => {
    const mount = V2_MOUNT.replace(' / /sys', ' /.. /sys');
    expect(shareOf({ ...v2Tree('/', { '': { weight: 5 } }), '/proc/self/mountinfo': mount })).toBeNull();
  });

  it('is a group beside ours whose weight can’t be read', () => {
    const tree = v2Tree('/a', { '/a': { weight: 20 }, '/b': { weight: 'many' } });
    expect(shareOf(tree)).toMatchObject({ guaranteedCpus: null, levels: [{ siblings: null }] });
  });

  it.each(['', 'x', '-5', '1.5', '0x10', '10001', '9'.repeat(400)])('is our own weight of %j', (weight) => {
    expect(shareOf(v2Tree('/a', { '/a': { weight } }))).toBeNull();
  });

  it('is all above a weight that can’t be read', () => {
    const tree = v2Tree('/a/b', { '/a': { weight: '?' }, '/a/b': { weight: 100 } });
    expect(shareOf(tree)).toMatchObject({ guaranteedCpus: null, levels: [{ weight: 100 }] });
  });

  it('is a machine without cgroups, and one whose CPUs nobody can count', () => {
    expect(shareOf({})).toBeNull();
    const tree = v2Tree('/a', { '/a': { weight: 20 } });
    expect(shareOf(tree, { onlineCpus: null })?.guaranteedCpus).toBeNull();
    expect(shareOf(tree, { effectiveCpus: null })?.guaranteedCpus).toBeNull();
  });
});

it('reads a captured tree as one in memory', () => {
  const tree = v2Tree('/a', { '/a': { weight: 20 }, '/b': { weight: 60 } });
  const sysroot = captured(tree);
  const of = { onlineCpus: 64, effectiveCpus: 64, env: {} };
  expect(readShare(sysroot, readCgroups(sysroot), of)).toEqual(shareOf(tree));
});

it('never throws, whatever the files hold', () => {
  fc.assert(
    fc.property(garbage, garbage, garbage, garbage, (own, above, beside, events) => {
      const share = shareOf({
        ...v2Tree('/a/b', { '/a': { weight: above }, '/a/b': { weight: own }, '/a/c': { weight: beside } }),
        [`${V2}/a/cgroup.events`]: events,
      });
      const cpus = share?.guaranteedCpus ?? 1;
      expect(cpus > 0 && cpus <= 64).toBe(true);
    }),
  );
});

it('takes a folder that may not be listed for one that can’t be seen', () => {
  const sysroot = inMemory(v2Tree('/a', { '/a': { weight: 20 }, '/b': { weight: 60 } }));
  sysroot.list = () => null;
  const of = { onlineCpus: 64, effectiveCpus: 64, env: {} };
  expect(readShare(sysroot, readCgroups(sysroot), of)).toMatchObject({
    guaranteedCpus: null,
    levels: [{ siblings: null }],
  });
});
