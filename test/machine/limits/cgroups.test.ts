import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cgroupPaths, readCgroups } from '../../../src/machine/limits/cgroups.ts';
import { inMemory, V1_CPU_MOUNT, V1_CPUSET_MOUNT, V2_MOUNT } from '../../fixtures/captured.ts';
import { garbage } from '../../fixtures/garbage.ts';

const CPU = '/sys/fs/cgroup/cpu,cpuacct';
const SEEN = { hidden: null };
const unseen = (evidence: string) => ({ withOwn: true, evidence });
/** What a mount from this group on hides: the groups above it. */
const below = (root: string) => ({
  hidden: {
    withOwn: false,
    evidence: `/proc/self/mountinfo: /sys/fs/cgroup shows ${root} and what is below it`,
  },
});

/** Where /proc says that we stand. */
function paths(cgroup: string, mountinfo: string, controller: 'cpu' | 'cpuset' = 'cpu') {
  return cgroupPaths(
    readCgroups(inMemory({ '/proc/self/cgroup': cgroup, '/proc/self/mountinfo': mountinfo })),
    controller,
  );
}

function mount(root: string, point = '/sys/fs/cgroup'): string {
  return `30 23 0:26 ${root} ${point} rw,nosuid - cgroup2 cgroup2 rw\n`;
}

describe('a path', () => {
  it('leads from our own group up to the mount', () => {
    expect(paths('0::/a/b/c\n', V2_MOUNT)).toEqual([
      {
        ...SEEN,
        version: 2,
        groups: ['/sys/fs/cgroup/a/b/c', '/sys/fs/cgroup/a/b', '/sys/fs/cgroup/a', '/sys/fs/cgroup'],
      },
    ]);
  });

  it('is the mount alone in the root group', () => {
    expect(paths('0::/\n', V2_MOUNT)).toEqual([{ ...SEEN, version: 2, groups: ['/sys/fs/cgroup'] }]);
  });

  it('begins below the mounted group, as in a container', () => {
    expect(paths('0::/docker/abc/init\n', mount('/docker/abc'))).toEqual([
      { ...below('/docker/abc'), version: 2, groups: ['/sys/fs/cgroup/init', '/sys/fs/cgroup'] },
    ]);
    expect(paths('0::/docker/abc\n', mount('/docker/abc'))[0]?.groups).toEqual(['/sys/fs/cgroup']);
  });

  it('is not taken for one below a group whose name only begins alike', () => {
    const [path] = paths('0::/docker/abcdef\n', mount('/docker/abc'));
    expect(path?.groups).toEqual([]);
    expect(path?.hidden).toEqual(unseen('our cgroup /docker/abcdef lies outside what /sys/fs/cgroup shows'));
  });

  it('takes the mount that shows it where there are several', () => {
    const mounts = mount('/other', '/mnt/other') + mount('/', '/sys/fs/cgroup');
    expect(paths('0::/a\n', mounts)).toEqual([
      { ...SEEN, version: 2, groups: ['/sys/fs/cgroup/a', '/sys/fs/cgroup'] },
    ]);
  });

  it('takes the mount that shows most of it where several show some', () => {
    const mounts = mount('/a', '/mnt/a') + mount('/', '/sys/fs/cgroup');
    expect(paths('0::/a/b\n', mounts)[0]?.groups).toEqual([
      '/sys/fs/cgroup/a/b',
      '/sys/fs/cgroup/a',
      '/sys/fs/cgroup',
    ]);
  });

  it('keeps what looks like syntax in a name', () => {
    expect(paths('0::/a:b,c/0::\n', V2_MOUNT)[0]?.groups[0]).toBe('/sys/fs/cgroup/a:b,c/0::');
    expect(paths('0::/a\n', mount('/', '/mnt/my\\040groups'))[0]?.groups).toEqual([
      '/mnt/my groups/a',
      '/mnt/my groups',
    ]);
  });

  it('is read from the older list of mounts where there is no mountinfo', () => {
    const sysroot = inMemory({
      '/proc/self/cgroup': '4:cpu:/a\n',
      '/proc/mounts': 'proc /proc proc rw 0 0\ncgroup /cgroup/cpu cgroup rw,cpu 0 0\n',
    });
    expect(cgroupPaths(readCgroups(sysroot), 'cpu')).toEqual([
      { ...SEEN, version: 1, groups: ['/cgroup/cpu/a', '/cgroup/cpu'] },
    ]);
  });
});

describe('a controller', () => {
  it.each([
    ['cpu', 'cpuset'],
    ['cpu', 'cpuacct'],
    ['cpuset', 'cpu'],
    ['cpuset', 'cpuset_v2'],
  ] as const)('%s is not %s', (wanted, listed) => {
    const mounts = `33 25 0:29 / /sys/fs/cgroup/x rw - cgroup cgroup rw,${wanted}\n`;
    expect(paths(`4:${listed}:/a\n`, mounts, wanted)).toEqual([]);
    const other = mounts.replace(`rw,${wanted}`, `rw,${listed}`);
    expect(paths(`4:${wanted}:/a\n`, other, wanted)).toEqual([
      { version: 1, groups: [], hidden: unseen('cgroup v1 is not mounted where it can be read') },
    ]);
  });

  it('is found anywhere in a list', () => {
    for (const list of ['cpu', 'cpu,cpuacct', 'cpuacct,cpu', 'cpuset,cpu,cpuacct']) {
      const mounts = V1_CPU_MOUNT.replace('rw,cpu,cpuacct\n', `rw,${list}\n`);
      expect(paths(`4:${list}:/a\n`, mounts)[0]?.groups).toEqual([`${CPU}/a`, CPU]);
    }
  });

  it('has a path of its own', () => {
    const both = '5:cpuset:/set\n4:cpu,cpuacct:/quota\n';
    expect(paths(both, V1_CPUSET_MOUNT + V1_CPU_MOUNT, 'cpu')[0]?.groups[0]).toBe(`${CPU}/quota`);
    expect(paths(both, V1_CPUSET_MOUNT + V1_CPU_MOUNT, 'cpuset')[0]?.groups[0]).toBe(
      '/sys/fs/cgroup/cpuset/set',
    );
  });

  it('is no named hierarchy', () => {
    expect(paths('1:name=cpu:/a\n', V1_CPU_MOUNT)).toEqual([]);
    expect(paths('1::/a\n', V2_MOUNT)).toEqual([]);
  });

  it('may be in version 1 while version 2 is mounted too', () => {
    const found = paths('4:cpu,cpuacct:/a\n0::/b\n', V1_CPU_MOUNT + mount('/', '/sys/fs/cgroup/unified'));
    expect(found).toEqual([
      { ...SEEN, version: 1, groups: [`${CPU}/a`, CPU] },
      { ...SEEN, version: 2, groups: ['/sys/fs/cgroup/unified/b', '/sys/fs/cgroup/unified'] },
    ]);
  });

  // A controller is in one hierarchy at a time (cgroups(7)).
  it('is not missed in version 2, mounted nowhere, when version 1 has it', () => {
    const found = paths('4:cpu,cpuacct:/a\n0::/\n', V1_CPU_MOUNT);
    expect(found.map(({ hidden }) => hidden)).toEqual([null]);
  });

  it('mounts as a file system of its own: the cpuset', () => {
    const mounts = '34 25 0:30 / /dev/cpuset rw - cpuset none rw\n';
    expect(paths('3:cpuset:/a\n', mounts, 'cpuset')[0]?.groups).toEqual(['/dev/cpuset/a', '/dev/cpuset']);
    expect(paths('3:cpu:/a\n', mounts, 'cpu')[0]?.hidden).not.toBeNull();
  });
});

describe('in a cgroup namespace', () => {
  it('our own group is not to be seen where it lies outside', () => {
    const [path] = paths('0::/../x\n', V2_MOUNT);
    expect(path).toEqual({
      version: 2,
      groups: [],
      hidden: unseen('our cgroup /../x lies outside what /sys/fs/cgroup shows'),
    });
  });

  it('a mount from outside hides what lies between it and us', () => {
    for (const root of ['/..', '/../..']) {
      expect(paths('0::/\n', mount(root))[0]?.hidden).toEqual(
        unseen('/sys/fs/cgroup was mounted outside our cgroup namespace'),
      );
    }
  });

  it('a mount of a neighbour outside holds no group of ours', () => {
    expect(paths('0::/\n', mount('/../neighbour'))[0]?.groups).toEqual([]);
  });

  it('a group whose name begins with dots is one like any other', () => {
    expect(paths('0::/..data/a\n', mount('/..data'))).toEqual([
      { ...below('/..data'), version: 2, groups: ['/sys/fs/cgroup/a', '/sys/fs/cgroup'] },
    ]);
  });
});

describe('where only /proc/self/cpuset tells of our group', () => {
  const alone = (mounts: string) => inMemory({ '/proc/self/cpuset': '/a\n', '/proc/self/mountinfo': mounts });

  it('it is the cpuset’s path', () => {
    expect(cgroupPaths(readCgroups(alone(V1_CPUSET_MOUNT)), 'cpuset')[0]?.groups[0]).toBe(
      '/sys/fs/cgroup/cpuset/a',
    );
    expect(cgroupPaths(readCgroups(alone(V2_MOUNT)), 'cpuset')[0]?.groups[0]).toBe('/sys/fs/cgroup/a');
    expect(cgroupPaths(readCgroups(alone('')), 'cpuset')).toEqual([]);
  });

  it('it says nothing of the quota', () => {
    expect(cgroupPaths(readCgroups(alone(V1_CPU_MOUNT)), 'cpu')).toEqual([]);
  });

  it('it is not asked where /proc/self/cgroup tells', () => {
    const sysroot = inMemory({
      '/proc/self/cpuset': '/a\n',
      '/proc/self/cgroup': '3:cpuset:/b\n',
      '/proc/self/mountinfo': V1_CPUSET_MOUNT,
    });
    expect(cgroupPaths(readCgroups(sysroot), 'cpuset').map(({ groups }) => groups[0])).toEqual([
      '/sys/fs/cgroup/cpuset/b',
    ]);
  });
});

it('knows no group where there is nothing to read, and says what is not mounted', () => {
  expect(paths('', '')).toEqual([]);
  expect(cgroupPaths(readCgroups(inMemory({})), 'cpu')).toEqual([]);
  expect(paths('0::/\n', '')[0]).toEqual({
    version: 2,
    groups: [],
    hidden: unseen('cgroup v2 is not mounted where it can be read'),
  });
});

it('never throws, and every group lies below its mount', () => {
  const lines = fc
    .array(fc.oneof(garbage, fc.constantFrom(V2_MOUNT, V1_CPU_MOUNT, V1_CPUSET_MOUNT)), { maxLength: 5 })
    .map((parts) => parts.join('\n'));
  const cgroups = fc
    .array(
      fc.oneof(
        garbage,
        garbage.map((text) => `0::/${text}`),
        garbage.map((text) => `4:cpu,cpuacct:/${text}`),
        garbage.map((text) => `5:cpuset:${text}`),
      ),
      { maxLength: 5 },
    )
    .map((parts) => parts.join('\n'));
  fc.assert(
    fc.property(
      cgroups,
      lines,
      fc.constantFrom('cpu' as const, 'cpuset' as const),
      (groups, mounts, name) => {
        for (const { groups: found, hidden } of paths(groups, mounts, name)) {
          const top = found.at(-1);
          expect(found.length > 0 || hidden !== null).toBe(true);
          for (const group of found)
            expect(top === '/' || group === top || group.startsWith(`${top}/`)).toBe(true);
        }
      },
    ),
  );
});
