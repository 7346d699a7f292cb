import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Sysroot } from '../../../src/machine/sysroot.ts';
import { readCores } from '../../../src/machine/topology/read-cores.ts';
import { captured, inMemory, type Tree, V1_CPU_MOUNT, V2_MOUNT } from '../../fixtures/captured.ts';
import { garbage } from '../../fixtures/garbage.ts';
import {
  ALDER_LAKE,
  FAVOURED_CORES,
  type MachineShape,
  machineTree,
  masksOnly,
  onlinePerCpu,
} from '../../fixtures/machines.ts';

const SERVER: MachineShape = { packages: 2, coresPerPackage: 4, threadsPerCore: 2 };
const IN_ROOT = { '/proc/self/cgroup': '0::/\n', '/proc/self/mountinfo': V2_MOUNT };
const quota = (text: string) => ({ ...IN_ROOT, '/sys/fs/cgroup/cpu.max': `${text} 100000\n` });

const read = (sysroot: Sysroot) => readCores(sysroot, { env: {}, searchPath: '' });
const readTree = (tree: Tree) => read(inMemory(tree));

describe('what we may use', () => {
  it('is all that is online where nothing limits us', async () => {
    const facts = await readTree(machineTree({ ...SERVER, offline: [15] }));
    expect(facts.effectiveCpus).toBe(15);
    expect(facts.machine).toMatchObject({ logicalCpus: 16, onlineCpus: 15, effectiveCpus: 15 });
    expect(facts.warnings).toEqual([]);
  });

  it.each([
    [[0, 1, 8], 'max', 3],
    [[0, 1, 8], '150000', 1.5],
    [[0, 1, 8], '399000', 3],
    [[5], '25000', 0.25],
  ] as const)('under the mask %j and the quota %s is %d', async (allowed, text, effective) => {
    const facts = await readTree({ ...machineTree({ ...SERVER, allowed }), ...quota(text) });
    expect(facts.effectiveCpus).toBe(effective);
    expect(facts.machine.effectiveCpus).toBe(effective);
  });

  it('is what is online where the mask is unknown, and says so', async () => {
    const { '/proc/self/status': _, ...rest } = machineTree(SERVER);
    const facts = await readTree(rest);
    expect(facts.effectiveCpus).toBe(16);
    expect(facts.topology.counts.allowedCpus).toBeNull();
    expect(facts.warnings.map(({ code }) => code)).toEqual(['AFFINITY_UNKNOWN']);
  });

  it('is the quota where nothing else is known', async () => {
    expect((await readTree(quota('250000'))).effectiveCpus).toBe(2.5);
  });

  it('is unknown where everything is missing', async () => {
    const { effectiveCpus, topology, limits, ruleInputs } = await readTree({});
    expect(effectiveCpus).toBeNull();
    expect(topology.cpus).toEqual([]);
    expect(limits).toEqual({
      list: [],
      allowedCpus: null,
      quotaCpus: null,
      quotaGroup: null,
      hidden: [],
    });
    expect(ruleInputs).toEqual({
      installed: null,
      online: null,
      counted: null,
      libuv: null,
      command: [],
      mountedGroups: null,
      isEnvRead: true,
      allowed: null,
      quotas: [],
      jvmShares: null,
      mountedQuota: null,
      env: {},
    });
  });

  it('is unknown where the mask holds only CPUs that are offline: no process could run there', async () => {
    const tree = machineTree({ ...SERVER, offline: [3], allowed: [3] });
    expect((await readTree(tree)).effectiveCpus).not.toBe(0);
  });
});

describe('a captured machine', () => {
  it('is read from its folder as it is from memory', async () => {
    const tree = { ...machineTree(ALDER_LAKE), ...quota('650000') };
    const { machine, ...fromFolder } = await read(captured(tree));
    const { machine: other, ...fromMemory } = await readTree(tree);
    expect(fromFolder).toEqual(fromMemory);
    expect(machine).toEqual(other);
  });

  it('has the same counts under an old kernel', async () => {
    const tree = machineTree({ ...SERVER, offline: [7] });
    const { topology } = await readTree(tree);
    expect((await readTree(masksOnly(tree))).topology).toEqual(topology);
    expect((await readTree(onlinePerCpu(tree))).topology).toEqual(topology);
  });

  it('has nothing of the computer that reads it', async () => {
    const tree = {
      ...machineTree(FAVOURED_CORES),
      '/proc/version': 'Linux version 5.4.0-test (builder@host) #1 SMP\n',
      '/proc/self/environ': 'NCPUS=3\0PATH=/bin\0',
    };
    const { machine, ruleInputs } = await readCores(inMemory(tree), {
      env: { NCPUS: '99', GOMAXPROCS: '98' },
      searchPath: process.env.PATH ?? '',
    });
    expect(machine).toMatchObject({
      platform: 'linux',
      arch: null,
      node: null,
      kernel: '5.4.0-test',
      cpuModel: 'Made-up CPU',
      tools: { taskset: null, setpriv: null, sh: null },
      hasSchedstat: false,
    });
    expect(ruleInputs.env).toEqual({ NCPUS: '3', PATH: '/bin' });
  });

  it('says its kernel’s release where it has no version', async () => {
    const { machine } = await readTree({ '/proc/sys/kernel/osrelease': '6.1.0\n' });
    expect(machine.kernel).toBe('6.1.0');
  });
});

it('gives the rules of others what they depend on', async () => {
  const tree = { ...machineTree({ ...SERVER, offline: [15], allowed: [0, 1, 15] }), ...quota('150000') };
  const { ruleInputs } = await readTree(tree);
  expect(ruleInputs).toMatchObject({ installed: 16, online: 15, allowed: 2 });
  expect(ruleInputs.quotas.map(({ cpus }) => cpus)).toEqual([1.5]);
});

it('counts cores in its topology as in its machine', async () => {
  for (const shape of [SERVER, ALDER_LAKE, { ...SERVER, offline: [1, 9] }]) {
    const { machine, topology } = await readTree(machineTree(shape));
    expect(machine.physicalCores).toBe(topology.counts.physicalCores);
  }
});

it('counts cores in its topology as in its machine where no list of siblings is', async () => {
  const tree = Object.entries(machineTree(SERVER)).filter(([path]) => !/siblings/.test(path));
  const { machine, topology } = await readTree(Object.fromEntries(tree));
  expect(machine.physicalCores).toBe(topology.counts.physicalCores);
});

describe('whatever a tree holds', () => {
  const CPU = '/sys/devices/system/cpu';
  const paths = [
    ...['present', 'online', 'isolated'].map((name) => `${CPU}/${name}`),
    ...[0, 1, 7].flatMap((cpu) =>
      [
        'online',
        'cpu_capacity',
        'cpufreq/base_frequency',
        'cpufreq/cpuinfo_max_freq',
        'topology/core_cpus_list',
        'topology/thread_siblings',
        'topology/core_siblings_list',
        'topology/physical_package_id',
        'topology/core_id',
        'topology/die_id',
        'cache/index0/level',
        'cache/index0/type',
        'cache/index0/size',
        'cache/index0/shared_cpu_map',
        'cache/index3/shared_cpu_list',
      ].map((name) => `${CPU}/cpu${cpu}/${name}`),
    ),
    '/sys/devices/system/node/node0/cpulist',
    '/sys/devices/system/node/node1/cpumap',
    '/proc/self/status',
    '/proc/self/cgroup',
    '/proc/self/mountinfo',
    '/proc/self/cpuset',
    '/proc/self/environ',
    '/proc/mounts',
    '/proc/cpuinfo',
    '/proc/version',
    '/sys/fs/cgroup/cpu.max',
    '/sys/fs/cgroup/cpuset.cpus.effective',
    '/sys/fs/cgroup/cpu,cpuacct/cpu.cfs_quota_us',
    '/sys/fs/cgroup/cpu,cpuacct/cpu.cfs_period_us',
  ];
  const sensible: Tree = {
    ...machineTree({ packages: 2, coresPerPackage: 2, threadsPerCore: 2 }),
    '/proc/self/cgroup': '4:cpu,cpuacct:/\n0::/\n',
    '/proc/self/mountinfo': V1_CPU_MOUNT + V2_MOUNT,
  };
  /** A sensible machine some of whose files hold garbage. */
  const trees = fc
    .dictionary(fc.constantFrom(...paths, ...Object.keys(sensible)), garbage, { maxKeys: 12 })
    .chain((odd) => fc.constantFrom({ ...sensible, ...odd }, odd));

  async function expectSense(sysroot: Sysroot): Promise<void> {
    const { topology, machine, limits, effectiveCpus, ruleInputs } = await read(sysroot);
    const { hybrid: _, ...counts } = topology.counts;
    const { installed, online, allowed } = ruleInputs;
    const { logicalCpus, onlineCpus, physicalCores } = machine;
    const all = { ...counts, installed, online, allowed, logicalCpus, onlineCpus, physicalCores };
    for (const [name, count] of Object.entries(all)) {
      expect([name, count === null || (Number.isInteger(count) && count >= 0)]).toEqual([name, true]);
    }
    // A mask of CPUs that are all offline leaves none: see above.
    expect(effectiveCpus === null || effectiveCpus > 0 || limits.allowedCpus?.length === 0).toBe(true);
    expect(Number.isFinite(machine.effectiveCpus)).toBe(true);
    for (const { cpus } of limits.list) expect(cpus === null || Number.isFinite(cpus)).toBe(true);
  }

  it('every count is unknown or a whole number, and nothing is thrown', async () => {
    await fc.assert(
      fc.asyncProperty(trees, (tree) => expectSense(inMemory(tree))),
      { numRuns: 300 },
    );
  });

  // A file for a folder, names that are too long: what the Sysroot still throws on.
  it('nothing is thrown from a folder either', async () => {
    const odd = [
      { [`${CPU}/cpu0`]: 'a file', [`${CPU}/present`]: '0\n', [`${CPU}/online`]: '0\n' },
      { '/proc/self/cgroup': `0::/${'a'.repeat(300)}\n`, '/proc/self/mountinfo': V2_MOUNT },
      { '/proc/self/cgroup': '0::/\n', '/proc/self/mountinfo': V2_MOUNT.replace('/sys/fs', '/sys\\000/fs') },
    ];
    for (const tree of odd) await expectSense(captured({ '/sys/fs/cgroup/cpu.max': 'max\n', ...tree }));
  });

  it('nothing is thrown from folders in the place of files', async () => {
    const tree = Object.fromEntries(paths.map((path) => [`${path}/x`, '']));
    await expectSense(captured(tree));
  });
});
