import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readCgroups } from '../../../src/machine/limits/cgroups.ts';
import { readMemory } from '../../../src/machine/memory/read-memory.ts';
import { inMemory, type Tree, V2_MOUNT } from '../../fixtures/captured.ts';

const V1_MOUNT = '36 25 0:31 / /sys/fs/cgroup/memory rw shared:12 - cgroup cgroup rw,memory\n';
const V1 = '/sys/fs/cgroup/memory';
const V2 = '/sys/fs/cgroup';
const NO_LIMIT_V1 = '9223372036854771712\n';
const GIB = 2 ** 30;
const MEMINFO =
  'MemTotal:       16777216 kB\nMemFree:         1048576 kB\nMemAvailable:    8388608 kB\nSwapTotal:       2097152 kB\nSwapFree:        1048576 kB\n';

const MACHINE: Tree = { '/proc/meminfo': MEMINFO };
const inV2 = (own: string): Tree => ({
  ...MACHINE,
  '/proc/self/cgroup': `0::${own}\n`,
  '/proc/self/mountinfo': V2_MOUNT,
  [`${V2}/cgroup.controllers`]: 'memory\n',
});

function memoryOf(tree: Tree) {
  const sysroot = inMemory(tree);
  return readMemory(sysroot, readCgroups(sysroot));
}

describe('readMemory', () => {
  it('takes what the kernel can’t have counted for unknown, never for less than nothing', () => {
    const meminfo = `MemTotal: ${'9'.repeat(23)} kB\nMemAvailable: -5 kB\nSwapTotal: 8 kB\n`;
    const tree = { ...inV2('/a'), '/proc/meminfo': meminfo, [`${V2}/a/memory.max`]: '4096\n' };
    const used = { [`${V2}/a/memory.current`]: '1024\n', [`${V2}/a/memory.stat`]: 'inactive_file -512\n' };
    expect(memoryOf({ ...tree, ...used })).toMatchObject({
      totalBytes: null,
      machineAvailableBytes: null,
      swapTotalBytes: 8192,
      availableBytes: 3072,
      availablePath: `${V2}/a/memory.max`,
    });
  });

  it('takes the machine’s own where no group limits it', () => {
    expect(memoryOf(inV2('/a'))).toEqual({
      limitBytes: null,
      path: null,
      availableBytes: 8 * GIB,
      availablePath: '/proc/meminfo',
      totalBytes: 16 * GIB,
      machineAvailableBytes: 8 * GIB,
      swapTotalBytes: 2 * GIB,
      swapFreeBytes: GIB,
      swapLimitBytes: null,
      limits: [],
      hidden: [],
    });
  });

  it('counts cache that nobody used lately as free, as the kernel does before it refuses memory', () => {
    const memory = memoryOf({
      ...inV2('/a'),
      [`${V2}/a/memory.max`]: `${4 * GIB}\n`,
      [`${V2}/a/memory.current`]: `${3 * GIB}\n`,
      [`${V2}/a/memory.stat`]: `anon ${GIB}\nfile ${2 * GIB}\ninactive_file ${GIB}\nactive_file ${GIB}\n`,
    });
    expect(memory).toMatchObject({
      limitBytes: 4 * GIB,
      path: `${V2}/a/memory.max`,
      availableBytes: 2 * GIB,
      availablePath: `${V2}/a/memory.max`,
      limits: [{ source: 'memory.max', bytes: 4 * GIB, usedBytes: 2 * GIB }],
    });
  });

  it('takes what is least free of all ancestors, which may not be the tightest limit', () => {
    const memory = memoryOf({
      ...inV2('/a/b'),
      [`${V2}/a/b/memory.max`]: `${2 * GIB}\n`,
      [`${V2}/a/b/memory.current`]: '0\n',
      [`${V2}/a/memory.high`]: `${4 * GIB}\n`,
      [`${V2}/a/memory.max`]: 'max\n',
      [`${V2}/a/memory.current`]: `${3 * GIB}\n`,
    });
    expect(memory).toMatchObject({
      limitBytes: 2 * GIB,
      path: `${V2}/a/b/memory.max`,
      availableBytes: GIB,
      availablePath: `${V2}/a/memory.high`,
    });
    expect(memory?.limits.map(({ source }) => source)).toEqual(['memory.max', 'memory.high']);
  });

  it('knows version 1’s limits, its number for none, and counts no group of version 2 then', () => {
    const memory = memoryOf({
      ...MACHINE,
      '/proc/self/cgroup': '7:memory:/docker/abc\n0::/other\n',
      '/proc/self/mountinfo': V1_MOUNT + V2_MOUNT.replace('/sys/fs/cgroup', '/sys/fs/cgroup/unified'),
      [`${V1}/release_agent`]: '\n',
      [`${V1}/cgroup.procs`]: '\n',
      [`${V1}/memory.limit_in_bytes`]: NO_LIMIT_V1,
      [`${V1}/docker/memory.limit_in_bytes`]: NO_LIMIT_V1,
      [`${V1}/docker/abc/memory.limit_in_bytes`]: `${GIB}\n`,
      [`${V1}/docker/abc/memory.memsw.limit_in_bytes`]: `${1.5 * GIB}\n`,
      [`${V1}/docker/abc/memory.usage_in_bytes`]: `${GIB / 2}\n`,
      [`${V1}/docker/abc/memory.stat`]: `cache 5\ninactive_file 1\ntotal_inactive_file ${GIB / 4}\n`,
      '/sys/fs/cgroup/unified/other/memory.max': '4096\n',
    });
    expect(memory).toMatchObject({
      limitBytes: GIB,
      availableBytes: 0.75 * GIB,
      swapLimitBytes: GIB / 2,
      hidden: [],
    });
    expect(memory?.limits).toHaveLength(1);
  });

  it('lets the machine’s memory decide where a limit is more than it has', () => {
    const memory = memoryOf({ ...inV2('/a'), [`${V2}/a/memory.max`]: `${64 * GIB}\n` });
    expect(memory).toMatchObject({
      limitBytes: 64 * GIB,
      availableBytes: 8 * GIB,
      availablePath: '/proc/meminfo',
    });
  });

  it('takes no more than the limit for free where its use is unknown', () => {
    const memory = memoryOf({ ...inV2('/a'), [`${V2}/a/memory.max`]: `${GIB}\n` });
    expect(memory).toMatchObject({ availableBytes: GIB, limits: [{ usedBytes: null }] });
  });

  it('keeps a limit that it can’t understand as one that is unknown', () => {
    const memory = memoryOf({ ...inV2('/a'), [`${V2}/a/memory.max`]: 'a lot\n' });
    expect(memory).toMatchObject({ limitBytes: null, limits: [{ source: 'memory.max', bytes: null }] });
  });

  it('says that groups are hidden which may limit it, as in a container', () => {
    const container = {
      ...MACHINE,
      '/proc/self/cgroup': '0::/\n',
      '/proc/self/mountinfo': V2_MOUNT,
      [`${V2}/memory.max`]: 'max\n',
      [`${V2}/cgroup.type`]: 'domain\n',
    };
    expect(memoryOf(container)?.hidden).toEqual([
      `${V2}/cgroup.type is there, and a hierarchy’s root has none`,
    ]);
  });

  it('is unknown where neither the machine nor a group tells of it', () => {
    expect(memoryOf({ '/proc/self/cgroup': '0::/a\n', '/proc/self/mountinfo': V2_MOUNT })).toBeNull();
  });

  it('never has more available for one more limit', () => {
    const level = fc.record({ max: fc.nat({ max: 64 }), used: fc.nat({ max: 64 }) });
    fc.assert(
      fc.property(fc.array(level, { maxLength: 4 }), level, fc.nat({ max: 4 }), (levels, added, at) => {
        const treeOf = (all: readonly { max: number; used: number }[]) => {
          const folder = (depth: number) => `/g${'/g'.repeat(depth)}`;
          return {
            ...inV2(folder(5)),
            ...Object.fromEntries(
              all.flatMap(({ max, used }, depth) => [
                [`${V2}${folder(depth)}/memory.max`, `${max * GIB}\n`],
                [`${V2}${folder(depth)}/memory.current`, `${used * GIB}\n`],
              ]),
            ),
          };
        };
        const before = memoryOf(treeOf(levels))?.availableBytes ?? Number.NaN;
        const more = memoryOf(treeOf(levels.toSpliced(at, 0, added)))?.availableBytes ?? Number.NaN;
        expect(more).toBeLessThanOrEqual(before);
      }),
    );
  });
});
