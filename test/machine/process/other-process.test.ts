import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { JVM_RULES } from '../../../src/machine/reported-cpus/rules/jvm.ts';
import { readCores } from '../../../src/machine/topology/read-cores.ts';
import { inMemory, type Tree, V1_CPU_MOUNT, V1_CPUSET_MOUNT, V2_MOUNT } from '../../fixtures/captured.ts';
import { machineTree } from '../../fixtures/machines.ts';

const MACHINE = machineTree({ packages: 1, coresPerPackage: 4, threadsPerCore: 2 });
const V2 = '/sys/fs/cgroup';
const V1 = '/sys/fs/cgroup/cpu,cpuacct';

const status = (cpus: string) => `Name:\tx\nCpus_allowed_list:\t${cpus}\nMems_allowed_list:\t0\n`;
const read = (tree: Tree, process: number | 'self' = 77) =>
  readCores(inMemory(tree), { env: {}, searchPath: '', process });

/** Our own process and process 77, each in a group of its own. */
const inV2: Tree = {
  ...MACHINE,
  '/proc/self/cgroup': '0::/ours\n',
  '/proc/self/mountinfo': V2_MOUNT,
  '/proc/77/status': status('2-5'),
  '/proc/77/cgroup': '0::/pods/web\n',
  '/proc/77/environ': 'GOMAXPROCS=3\0TOKEN=secret\0',
  [`${V2}/ours/cpu.max`]: '50000 100000\n',
  [`${V2}/pods/cpu.max`]: '150000 100000\n',
  [`${V2}/pods/web/cpu.max`]: 'max 100000\n',
};
const inV1: Tree = {
  ...MACHINE,
  '/proc/self/cgroup': '4:cpu,cpuacct:/ours\n3:cpuset:/\n',
  '/proc/self/mountinfo': V1_CPU_MOUNT + V1_CPUSET_MOUNT,
  '/proc/77/status': status('0-7'),
  '/proc/77/cgroup': '4:cpu,cpuacct:/web\n3:cpuset:/web\n',
  [`${V1}/ours/cpu.cfs_quota_us`]: '50000\n',
  [`${V1}/ours/cpu.cfs_period_us`]: '100000\n',
  [`${V1}/web/cpu.cfs_quota_us`]: '250000\n',
  [`${V1}/web/cpu.cfs_period_us`]: '100000\n',
  '/sys/fs/cgroup/cpuset/web/cpuset.cpus': '4-6\n',
};

describe('the limits of another process', () => {
  it('are those of its own group and mask, not of ours (v2)', async () => {
    const facts = await read(inV2);
    expect(facts).toMatchObject({
      effectiveCpus: 1.5,
      limits: { quotaCpus: 1.5, allowedCpus: [2, 3, 4, 5] },
    });
    expect(facts.limits.list.map(({ path }) => path)).toEqual(['/proc/77/status', `${V2}/pods/cpu.max`]);
    expect(facts.topology.cpus.filter(({ allowed }) => allowed).map(({ cpu }) => cpu)).toEqual([2, 3, 4, 5]);
    expect((await read(inV2, 'self')).effectiveCpus).toBe(0.5);
  });

  it('are those of its own groups and cpuset (v1)', async () => {
    const facts = await read(inV1);
    expect(facts).toMatchObject({ effectiveCpus: 2.5, limits: { allowedCpus: [4, 5, 6] } });
    expect(facts.ruleInputs).toMatchObject({ allowed: 3, quotas: [{ cpus: 2.5, height: 0 }] });
  });

  it('are judged by the variables that it was started with', async () => {
    expect((await read(inV2)).ruleInputs.env.GOMAXPROCS).toBe('3');
  });

  it('are judged by the options of its command line, between those of its variables', async () => {
    const java = 'java\0-XX:ActiveProcessorCount=5\0-jar\0web.jar\0-XX:ActiveProcessorCount=9\0';
    const cpus = async (environ: string) => {
      const files = { '/proc/77/cmdline': java, '/proc/77/environ': environ };
      return JVM_RULES.jvm24((await read({ ...inV2, ...files })).ruleInputs);
    };
    expect(await cpus('JAVA_TOOL_OPTIONS=-XX:ActiveProcessorCount=6\0')).toMatchObject({
      cpus: 5,
      rule: expect.stringContaining('; its command line overrides'),
    });
    expect((await cpus('_JAVA_OPTIONS="-XX:ActiveProcessorCount=7"\0')).cpus).toBe(7);
  });

  it.each([
    ['outside our cgroup namespace', { '/proc/77/cgroup': '0::/../other\n' }, 'its cgroup /../other lies'],
    ['without a list of groups', { '/proc/77/cgroup': '' }, '/proc/77/cgroup is missing or empty'],
    ['in a group that isn’t there', { '/proc/77/cgroup': '0::/gone\n' }, `${V2}/gone is missing`],
  ])('are hidden, not missing, of one %s', async (_, files, evidence) => {
    const { limits, warnings } = await read({ ...inV2, ...files });
    expect(limits.hidden).toEqual([{ withOwn: true, evidence: expect.stringContaining(evidence) }]);
    expect(warnings).toContainEqual(
      expect.objectContaining({ code: 'QUOTA_HIDDEN', of: 'own', process: 77 }),
    );
  });

  it('are found where the mount shows what is above our namespace', async () => {
    const host = '30 23 0:26 /../.. /host/cgroup rw - cgroup2 cgroup2 rw\n';
    const { limits } = await read({
      ...MACHINE,
      '/proc/self/cgroup': '0::/\n',
      '/proc/self/mountinfo': V2_MOUNT + host,
      '/proc/77/status': status('0-7'),
      '/proc/77/cgroup': '0::/../../pods/web\n',
      '/host/cgroup/pods/web/cpu.max': '200000 100000\n',
      '/host/cgroup/pods/cpu.max': '100000 100000\n',
    });
    expect(limits).toMatchObject({ quotaCpus: 1, hidden: [], quotaGroup: '/host/cgroup/pods' });
  });
});

it('a process whose files equal ours has our limits', async () => {
  const list = fc.constantFrom('0', '2-5', '0-7', '7', 'nonsense');
  const group = fc.constantFrom('/', '/a', '/a/b', '/../x');
  const quota = fc.constantFrom('max 100000', '50000 100000', '350000 100000', '');
  await fc.assert(
    fc.asyncProperty(list, group, quota, quota, fc.boolean(), async (cpus, path, own, above, isV1) => {
      const cgroup = isV1 ? `4:cpu,cpuacct:${path}\n0::/\n` : `0::${path}\n`;
      const files: Tree = {
        ...MACHINE,
        [`${V2}/a/cpu.max`]: above,
        [`${V2}/a/b/cpu.max`]: own,
        [`${V1}/a/b/cpu.cfs_quota_us`]: own.split(' ')[0] ?? '',
        [`${V1}/a/b/cpu.cfs_period_us`]: '100000',
      };
      const both = ['self', 77].flatMap((id) => [
        [`/proc/${id}/status`, status(cpus)],
        [`/proc/${id}/cgroup`, cgroup],
        [`/proc/${id}/mountinfo`, V1_CPU_MOUNT + V2_MOUNT],
        [`/proc/${id}/environ`, 'NCPUS=3\0'],
      ]);
      const tree = { ...files, ...Object.fromEntries(both) };
      const [ours, other] = [await read(tree, 'self'), await read(tree, 77)];
      const neutral = (facts: unknown) =>
        JSON.stringify(facts)
          .replaceAll('/proc/77/', '/proc/self/')
          .replaceAll('its cgroup', 'our cgroup')
          .replaceAll(',"process":77', '');
      expect(neutral(other)).toBe(neutral(ours));
    }),
    { numRuns: 200 },
  );
});
