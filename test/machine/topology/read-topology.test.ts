import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readNodes, readTopology } from '../../../src/machine/topology/read-topology.ts';
import type { TopologyCounts } from '../../../src/model/machine/topology.ts';
import { captured, inMemory, type Tree } from '../../fixtures/captured.ts';
import { garbage } from '../../fixtures/garbage.ts';
import {
  ALDER_LAKE,
  changed,
  type MachineShape,
  machineTree,
  masksOnly,
  onlinePerCpu,
} from '../../fixtures/machines.ts';

const SERVER: MachineShape = { packages: 2, coresPerPackage: 4, threadsPerCore: 2 };
const CPU = '/sys/devices/system/cpu';

function countsOf(tree: Tree, allowed: readonly number[] | null = null): TopologyCounts {
  return readTopology(inMemory(tree), allowed).counts;
}

describe('the counts', () => {
  it('of two sockets with SMT', () => {
    expect(countsOf(machineTree(SERVER), [0, 1, 2])).toEqual({
      logicalCpus: 16,
      onlineCpus: 16,
      allowedCpus: 3,
      isolatedCpus: 0,
      physicalCores: 8,
      packages: 2,
      numaNodes: 2,
      maxThreadsPerCore: 2,
      l3Caches: 2,
      hybrid: null,
    });
  });

  it('of two sockets whose SMT is switched off: the second threads are offline', () => {
    const offline = [8, 9, 10, 11, 12, 13, 14, 15];
    expect(countsOf(machineTree({ ...SERVER, offline }))).toMatchObject({
      logicalCpus: 16,
      onlineCpus: 8,
      physicalCores: 8,
      maxThreadsPerCore: 1,
    });
  });

  it('of a machine without SMT', () => {
    expect(countsOf(machineTree({ ...SERVER, threadsPerCore: 1 }))).toMatchObject({
      logicalCpus: 8,
      physicalCores: 8,
      maxThreadsPerCore: 1,
    });
  });

  it('of a machine that has both: a core with two threads, cores with one', () => {
    expect(countsOf(machineTree(ALDER_LAKE))).toMatchObject({
      logicalCpus: 24,
      physicalCores: 16,
      maxThreadsPerCore: 2,
      hybrid: true,
    });
  });

  it('of one CPU', () => {
    expect(countsOf(machineTree({ packages: 1, coresPerPackage: 1, threadsPerCore: 1 }), [0])).toMatchObject({
      logicalCpus: 1,
      onlineCpus: 1,
      allowedCpus: 1,
      physicalCores: 1,
      packages: 1,
      numaNodes: 1,
      maxThreadsPerCore: 1,
      l3Caches: 1,
    });
  });

  it('of 1,024 CPUs', () => {
    const shape = { packages: 4, coresPerPackage: 128, threadsPerCore: 2, coresPerL3: 8, nodes: 16 };
    expect(countsOf(machineTree(shape))).toMatchObject({
      logicalCpus: 1024,
      physicalCores: 512,
      packages: 4,
      numaNodes: 16,
      l3Caches: 64,
    });
  });

  it('are the same from masks, and from each CPU’s own file, as from lists', () => {
    const tree = machineTree({ ...SERVER, packages: 4, offline: [3, 19, 20] });
    expect(readTopology(inMemory(masksOnly(tree)), [0])).toEqual(readTopology(inMemory(tree), [0]));
    expect(readTopology(inMemory(onlinePerCpu(tree)), [0])).toEqual(readTopology(inMemory(tree), [0]));
  });

  it('are the same from a folder as from memory', () => {
    const tree = machineTree({ ...SERVER, isolated: [2] });
    expect(readTopology(captured(tree), null)).toEqual(readTopology(inMemory(tree), null));
  });

  it('do not go by a package number of -1, which all CPUs have where it is unknown', () => {
    const tree = changed(machineTree(SERVER), (path, text) =>
      path.endsWith('physical_package_id') ? '-1\n' : text,
    );
    expect(countsOf(tree)).toMatchObject({ packages: 2, physicalCores: 8 });
    const unknown = changed(tree, (path, text) => (path.endsWith('core_siblings_list') ? null : text));
    expect(countsOf(unknown)).toMatchObject({ packages: null, physicalCores: 8 });
  });

  it('tell cores of two packages apart that have the same number, where no list of siblings is', () => {
    const tree = changed(machineTree(SERVER), (path, text) => (/siblings/.test(path) ? null : text));
    expect(countsOf(tree)).toMatchObject({ physicalCores: 8, packages: 2, maxThreadsPerCore: 2 });
  });

  it('are unknown where a CPU’s topology can’t be read', () => {
    const tree = changed(machineTree(SERVER), (path, text) => (path.includes('cpu5/topology') ? null : text));
    expect(countsOf(tree)).toMatchObject({
      onlineCpus: 16,
      physicalCores: null,
      packages: null,
      maxThreadsPerCore: null,
    });
  });

  it('know that there is no level 3 cache from caches without one, and nothing from no caches', () => {
    expect(countsOf(machineTree({ ...SERVER, coresPerL3: 0 })).l3Caches).toBe(0);
    const tree = changed(machineTree(SERVER), (path, text) => (path.includes('/cache/') ? null : text));
    expect(countsOf(tree).l3Caches).toBeNull();
  });

  it('have a node that is memory alone', () => {
    const tree = { ...machineTree(SERVER), '/sys/devices/system/node/node2/cpulist': '\n' };
    expect(countsOf(tree).numaNodes).toBe(3);
    expect(countsOf(machineTree({ ...SERVER, nodes: 0 })).numaNodes).toBeNull();
  });

  it('are all unknown where everything is missing', () => {
    expect(readTopology(inMemory({}), null)).toEqual({
      cpus: [],
      caches: [],
      counts: {
        logicalCpus: null,
        onlineCpus: null,
        allowedCpus: null,
        isolatedCpus: null,
        physicalCores: null,
        packages: null,
        numaNodes: null,
        maxThreadsPerCore: null,
        l3Caches: null,
        hybrid: null,
      },
    });
  });
});

describe('a CPU', () => {
  it('stands in its core, package, node and cache', () => {
    const { cpus } = readTopology(inMemory(machineTree({ ...SERVER, maxKhz: () => 3_500_000 })), [13]);
    expect(cpus.map(({ cpu }) => cpu)).toEqual(Array.from({ length: 16 }, (_, cpu) => cpu));
    // CPU 13 is the second thread of core 5, the second core of the second package.
    expect(cpus[13]).toEqual({
      cpu: 13,
      online: true,
      allowed: true,
      isolated: false,
      core: 5,
      package: 1,
      die: null,
      cluster: null,
      node: 1,
      siblings: [5, 13],
      l3: 1,
      kind: null,
      maxMhz: 3500,
    });
    expect(cpus[5]?.allowed).toBe(false);
  });

  it('that is offline is listed, and nothing of it is known', () => {
    const { cpus } = readTopology(inMemory(machineTree({ ...SERVER, offline: [9], isolated: [9] })), [0]);
    expect(cpus[9]).toEqual({
      cpu: 9,
      online: false,
      allowed: false,
      isolated: true,
      core: null,
      package: null,
      die: null,
      cluster: null,
      node: null,
      siblings: null,
      l3: null,
      kind: null,
      maxMhz: null,
    });
    expect(cpus[1]?.siblings).toEqual([1]);
  });

  it('is not known to be allowed where the mask is unknown', () => {
    expect(readTopology(inMemory(machineTree(SERVER)), null).cpus[0]?.allowed).toBeNull();
  });

  it('has dies and clusters that are numbered through the whole machine', () => {
    const shape = {
      ...SERVER,
      dieOf: (core: number) => Math.floor((core % 4) / 2),
      clusterOf: (core: number) => core % 4,
    };
    const { cpus } = readTopology(inMemory(machineTree(shape)), null);
    expect(cpus.slice(0, 8).map(({ die }) => die)).toEqual([0, 0, 1, 1, 2, 2, 3, 3]);
    expect(cpus.slice(0, 8).map(({ cluster }) => cluster)).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
  });

  it('is listed where it is online, though it is not among those that are present', () => {
    const tree = { ...machineTree(SERVER), [`${CPU}/present`]: '0-1\n' };
    expect(readTopology(inMemory(tree), null).counts).toMatchObject({ logicalCpus: 16, onlineCpus: 16 });
  });
});

const NODE = '/sys/devices/system/node';

it('reads the CPUs of each node', () => {
  const tree = machineTree({ packages: 2, coresPerPackage: 2, threadsPerCore: 2 });
  const nodes = new Map([
    [0, [0, 1, 4, 5]],
    [1, [2, 3, 6, 7]],
  ]);
  expect(readNodes(inMemory(tree))).toEqual(nodes);
  expect(readNodes(inMemory(masksOnly(tree)))).toEqual(nodes);
});

it('keeps the kernel’s numbers, in order, and nodes that are memory alone', () => {
  const sysroot = inMemory({
    [`${NODE}/node10/cpulist`]: '2-3\n',
    [`${NODE}/node2/cpulist`]: '\n',
    [`${NODE}/node2/cpumap`]: '00000000\n',
    [`${NODE}/node0/cpulist`]: '0-1\n',
  });
  expect([...(readNodes(sysroot) ?? [])]).toEqual([
    [0, [0, 1]],
    [2, []],
    [10, [2, 3]],
  ]);
});

it('knows no node where the kernel has no NUMA', () => {
  expect(readNodes(inMemory({}))).toBeNull();
  expect(readNodes(inMemory({ [`${NODE}/possible`]: '0\n', [`${NODE}/nodes/cpulist`]: '0\n' }))).toBeNull();
});

it('never throws', () => {
  fc.assert(
    fc.property(garbage, garbage, (list, mask) => {
      const nodes = readNodes(inMemory({ [`${NODE}/node0/cpulist`]: list, [`${NODE}/node0/cpumap`]: mask }));
      expect([...(nodes?.keys() ?? [])]).toEqual([0]);
    }),
  );
});

describe('packages', () => {
  const withIds = (...ids: readonly string[]) => {
    const tree = machineTree({ packages: 1, coresPerPackage: ids.length, threadsPerCore: 1 });
    return changed(tree, (path, text) => {
      const cpu = /cpu(\d+)\/topology\/physical_package_id$/.exec(path)?.[1];
      if (cpu !== undefined) return `${ids[Number(cpu)]}\n`;
      return path.endsWith('core_siblings_list') ? null : text;
    });
  };

  it.each([
    [['0', '0', '3', '3'], 2],
    [['7', '0', '36', '0'], 3],
    [['0', '-1', '2', '-1'], 2],
    [['-1', '-1', '-1', '-1'], null],
  ])('are counted by their numbers: %j', (ids, packages) => {
    expect(countsOf(withIds(...ids)).packages).toBe(packages);
  });

  it('are counted by number also where each CPU is listed as its package’s only one', () => {
    const tree = changed(machineTree(SERVER), (path, text) => {
      const cpu = /cpu(\d+)\/topology\/core_siblings_list$/.exec(path)?.[1];
      return cpu === undefined ? text : `${cpu}\n`;
    });
    expect(countsOf(tree)).toMatchObject({ packages: 2, physicalCores: 8 });
  });

  it('have the number that one of their CPUs has', () => {
    const tree = changed(machineTree(SERVER), (path, text) =>
      path.endsWith('cpu1/topology/physical_package_id') ? '-1\n' : text,
    );
    expect(countsOf(tree).packages).toBe(2);
  });
});

describe('without sysfs', () => {
  const described = (cpu: number, core: number, inPackage: number) =>
    `processor\t: ${cpu}\nphysical id\t: ${inPackage}\nsiblings\t: 2\ncore id\t\t: ${core}\ncpu cores\t: 1\n`;
  const TREE = {
    '/proc/cpuinfo': [described(0, 0, 0), described(1, 0, 0), described(2, 0, 4), described(3, 0, 4)].join(
      '\n',
    ),
    '/proc/self/status': 'Cpus_allowed_list:\t0-1\n',
  };

  it('cores, packages and siblings are those of /proc/cpuinfo', () => {
    const { cpus, counts } = readTopology(inMemory(TREE), [0, 1]);
    expect(counts).toMatchObject({
      logicalCpus: 4,
      onlineCpus: 4,
      allowedCpus: 2,
      physicalCores: 2,
      packages: 2,
      maxThreadsPerCore: 2,
    });
    expect(cpus[3]).toMatchObject({
      cpu: 3,
      online: true,
      allowed: false,
      core: 1,
      package: 1,
      siblings: [2, 3],
    });
  });

  it('each CPU and the counts have all of their fields', () => {
    const whole = readTopology(inMemory(machineTree(SERVER)), [0]);
    for (const tree of [TREE, { '/proc/stat': 'cpu0 1 2 3 4\n' }]) {
      const { cpus, counts } = readTopology(inMemory(tree), [0]);
      expect(Object.keys(counts)).toEqual(Object.keys(whole.counts));
      for (const cpu of cpus)
        expect(Object.keys(cpu).sort()).toEqual(Object.keys(whole.cpus[0] ?? {}).sort());
    }
  });
});
